package dev.evenkeel.config.spec;

/** What becomes of rows that come after their window has closed. */
public enum Late {
    /** They are learned with a later window. */
    TRAIN,
    /** They go to the rejects. */
    REJECT
}
