package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;

/**
 * Published predictions, each made before its row was learned.
 *
 * @param enabled whether they are published
 * @param topic receives them
 */
public record PredictionsSpec(
        @Key(
                about =
                        "Whether the prediction of each row, made before the row is learned, is published, exactly once.",
                orElse = "false")
        boolean enabled,

        @Key(
                about = "The topic of the predictions.",
                orElse = "${name}.predictions",
                expected = Topics.EXPECTED,
                pattern = Topics.PATTERN)
        String topic) {
    /** Checks the ranges. */
    public PredictionsSpec {
        Shapes.check(PredictionsSpec.class, enabled, topic);
    }
}
