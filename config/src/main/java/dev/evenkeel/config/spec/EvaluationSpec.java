package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;
import dev.evenkeel.model.evaluation.EvaluationSettings;

/**
 * Test-then-train evaluation.
 *
 * @param window examples that windowed metrics look back on
 * @param fading the factor of the past per example
 */
public record EvaluationSpec(
        @Key(
                about = "Examples that windowed metrics look back on.",
                from = EvaluationSettings.class,
                min = "1",
                max = "1048576")
        int window,

        @Key(
                about = "The factor by which the past fades, per example.",
                from = EvaluationSettings.class,
                above = "0",
                below = "1")
        double fading) {
    /** Checks the ranges. */
    public EvaluationSpec {
        Shapes.check(EvaluationSpec.class, window, fading);
    }
}
