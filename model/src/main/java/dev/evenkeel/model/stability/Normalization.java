package dev.evenkeel.model.stability;

/** What a step's gradient is divided by. */
public enum Normalization {
    /** Nothing. */
    NONE,
    /** The norm of each layer's gradient. */
    LAYER_L2,
    /** The norm of each parameter's gradient: weights, bias and table of a layer apart. */
    PARAMETER_L2,
    /** The norm of the whole gradient. */
    GLOBAL_L2
}
