package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;

/**
 * State of the job.
 *
 * @param backend where it lives
 */
public record StateSpec(
        @Key(about = "Where the job's state lives.", orElse = "heap")
        Backend backend) {
    /** Checks the ranges. */
    public StateSpec {
        Shapes.check(StateSpec.class, backend);
    }
}
