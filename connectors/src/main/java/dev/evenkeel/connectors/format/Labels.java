package dev.evenkeel.connectors.format;

/** Whether a row needs a label. */
public enum Labels {
    /** Learning: a row without a label is refused as {@code missing label}. */
    REQUIRED,
    /** Predicting: the label of a row without one is NaN. A label that is present is decoded, and refused when wrong. */
    OPTIONAL
}
