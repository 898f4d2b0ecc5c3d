package dev.evenkeel.model.learner;

/** The families of models. Persisted by {@link #key()}. */
public enum ModelKind {
    /** One weight a feature, hashed. */
    LINEAR("linear"),
    /** Layers. */
    NETWORK("network"),
    /** Learners of both families, mixed. */
    AUTO("auto");

    private final String key;

    ModelKind(String key) {
        this.key = key;
    }

    /** The name users write and files hold. */
    public String key() {
        return key;
    }
}
