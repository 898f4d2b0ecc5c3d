package dev.evenkeel.model.loss;

/**
 * A loss of a single score.
 *
 * <p>{@link #flow} is what makes updates importance-invariant (Karampatziakis, Langford, "Online importance weight aware
 * updates", UAI 2011): where the score gets to when it follows the negative gradient continuously, instead of in one step that
 * may overshoot. Following it for c and then for d is the same as for c + d.
 */
public sealed interface ScalarLoss extends Loss
        permits SquaredLoss, HuberLoss, QuantileLoss, PoissonLoss, LogisticLoss, HingeLoss {
    /** The loss of a score. */
    double value(double score, float label);

    /** dℓ/ds, exactly 0 where the loss counts as flat; at a kink, one of the subgradients. */
    double derivative(double score, float label);

    /**
     * How far the score moves by ds/dt = -ℓ'(s) from time 0 to c. Never beyond the minimum.
     *
     * @param c &gt;= 0
     */
    double flow(double score, float label, double c);

    /** What a score predicts; see {@link Loss#mean}. */
    default double mean(double score) {
        return score;
    }

    @Override
    default double value(float[] scores, int at, int outputs, float label) {
        return value(scores[at], label);
    }

    @Override
    default void gradient(float[] scores, int at, int outputs, float label, float factor, float[] into, int intoAt) {
        into[intoAt] = (float) (derivative(scores[at], label) * factor);
    }

    @Override
    default void mean(float[] scores, int at, int outputs, float[] into, int intoAt) {
        into[intoAt] = (float) mean(scores[at]);
    }
}
