package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;

/**
 * Records that could not be learned.
 *
 * @param topic receives them
 */
public record RejectsSpec(
        @Key(
                about = "The topic of records that could not be learned.",
                orElse = "${name}.rejects",
                expected = Topics.EXPECTED,
                pattern = Topics.PATTERN)
        String topic) {
    /** Checks the ranges. */
    public RejectsSpec {
        Shapes.check(RejectsSpec.class, topic);
    }
}
