package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;

/**
 * Orders to the running job.
 *
 * @param topic holds them
 */
public record ControlSpec(
        @Key(
                about = "The topic of orders to the running job: roll back, resume, pause, publish.",
                orElse = "${name}.control",
                expected = Topics.EXPECTED,
                pattern = Topics.PATTERN)
        String topic) {
    /** Checks the ranges. */
    public ControlSpec {
        Shapes.check(ControlSpec.class, topic);
    }
}
