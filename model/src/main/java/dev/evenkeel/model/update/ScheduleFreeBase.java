package dev.evenkeel.model.update;

/** The rule inside schedule-free learning. */
public enum ScheduleFreeBase {
    /** Plain gradient steps. */
    SGD,
    /** Steps scaled by the second moment of each gradient. */
    ADAMW
}
