package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;

/**
 * Restarts of the job.
 *
 * @param strategy what happens after a failure
 * @param maxAttempts how often it is tried
 */
public record RestartSpec(
        @Key(about = "What happens after a failure.", orElse = "exponential-delay")
        RestartStrategy strategy,

        @Key(about = "How often a restart is tried.", orElse = "10", min = "1", max = "1000000")
        int maxAttempts) {
    /** Checks the ranges. */
    public RestartSpec {
        Shapes.check(RestartSpec.class, strategy, maxAttempts);
    }
}
