package dev.evenkeel.config.spec;

/** How checkpoints pass through the job. */
public enum CheckpointMode {
    /** Behind the records in flight. */
    ALIGNED,
    /** With the records in flight. */
    UNALIGNED
}
