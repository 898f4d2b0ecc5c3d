package dev.evenkeel.model.math;

/** Which matrix multiplication to use. Persisted by {@link #key()}. */
public enum GemmChoice {
    /** The best available, tried in the order of this enum. */
    AUTO("auto"),
    /** The Vector API of the JDK. */
    VECTOR("vector"),
    /** ND4J's BLAS. */
    ND4J("nd4j"),
    /** Plain loops. */
    PLAIN("plain");

    private final String key;

    GemmChoice(String key) {
        this.key = key;
    }

    /** The name users write and files hold. */
    public String key() {
        return key;
    }
}
