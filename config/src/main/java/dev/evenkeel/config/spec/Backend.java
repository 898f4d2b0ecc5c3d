package dev.evenkeel.config.spec;

/** Where the job's state lives. */
public enum Backend {
    /** In memory. */
    HEAP,
    /** On disk. */
    ROCKSDB
}
