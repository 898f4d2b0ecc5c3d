package dev.evenkeel.config.spec;

/** What is promised of records on their way out. */
public enum Guarantee {
    /** Each once, visible after the checkpoint, in transactions. */
    EXACTLY_ONCE,
    /** Visible at once; after a failure some come again. */
    AT_LEAST_ONCE
}
