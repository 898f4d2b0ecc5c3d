package dev.evenkeel.model.evaluation;

/**
 * How far back the recent estimates look.
 *
 * @param window examples in the sliding window, in [1, 1048576]
 * @param fading the factor by which an example's influence shrinks with each later example, in (0, 1)
 */
public record EvaluationSettings(int window, double fading) {
    /** What is used when nothing is said. */
    public static final EvaluationSettings DEFAULT = new EvaluationSettings(5000, 0.999);

    /** Checks the ranges. */
    public EvaluationSettings {
        if (window < 1 || window > 1 << 20) {
            throw new IllegalArgumentException("must be in [1, 1048576]: window=" + window);
        }
        if (!(fading > 0 && fading < 1)) {
            throw new IllegalArgumentException("must be in (0, 1): fading=" + fading);
        }
    }
}
