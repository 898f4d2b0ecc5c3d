package dev.evenkeel.config.spec;

/** What happens after a failure. */
public enum RestartStrategy {
    /** Restarts after ever longer waits. */
    EXPONENTIAL_DELAY,
    /** Restarts after equal waits. */
    FIXED_DELAY,
    /** Fails. */
    NONE
}
