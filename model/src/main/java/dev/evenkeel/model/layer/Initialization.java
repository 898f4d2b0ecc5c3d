package dev.evenkeel.model.layer;

/** How weights are drawn before the first example; biases start at zero. Persisted by {@link #key()}. */
public enum Initialization {
    /** He where a rectifier follows, LeCun elsewhere. */
    AUTO("auto"),
    /** Normal with variance 2/inputs (He et al., arXiv 1502.01852, equation 10). */
    HE("he"),
    /** Normal with variance 1/inputs (LeCun et al., "Efficient BackProp", equation 16). */
    LECUN("lecun"),
    /** Uniform in ±√(6/(inputs + outputs)) (Glorot, Bengio, AISTATS 2010, equation 16). */
    GLOROT("glorot"),
    /** Orthonormal columns, or rows where there are fewer (Saxe, McClelland, Ganguli, arXiv 1312.6120). */
    ORTHOGONAL("orthogonal"),
    /** Uniform in ±1/√inputs, with nine in ten inputs of each output zero (Elsayed, Vasan, Mahmood, arXiv 2410.14606). */
    SPARSE("sparse"),
    /** Zero. */
    ZERO("zero");

    private final String key;

    Initialization(String key) {
        this.key = key;
    }

    /** The name users write. */
    public String key() {
        return key;
    }
}
