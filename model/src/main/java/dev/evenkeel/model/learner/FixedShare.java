package dev.evenkeel.model.learner;

import java.util.Arrays;

/**
 * Weights of experts by how well they have predicted: Herbster and Warmuth's fixed share ("Tracking the best expert", Machine
 * Learning 32, 1998, doi:10.1023/A:1007424614876, section 4) with learning rate 1, which for log loss is Bayes' rule:
 *
 * <pre>
 *   v_m = w_m·exp(-ℓ_m)        w_m = (1 - α)·v_m/Σv + α/M
 * </pre>
 *
 * <p>The share α keeps every weight above α/M, so that an expert that was bad for long is followed within about ln(M/α) nats of
 * better predictions: the mixture's loss stays near that of the best sequence of experts, not only of the best one. Not
 * thread-safe.
 */
final class FixedShare {
    /** One switch of experts in a thousand examples. */
    static final double SHARE = 1e-3;

    private final double[] weights;

    /** Equal weights. */
    FixedShare(int experts) {
        weights = new double[experts];
        Arrays.fill(weights, 1.0 / experts);
    }

    private FixedShare(double[] weights) {
        this.weights = weights;
    }

    /** The weight of an expert; all of them add up to 1. */
    double weight(int expert) {
        return weights[expert];
    }

    /**
     * Takes in what the experts suffered.
     *
     * @param losses in nats, one an expert; NaN counts as the worst of the others
     * @param importance what they are multiplied with, &gt;= 0
     */
    void add(double[] losses, double importance) {
        double best = Double.POSITIVE_INFINITY;
        double worst = Double.NEGATIVE_INFINITY;
        for (double loss : losses) {
            best = loss < best ? loss : best;
            worst = loss > worst ? loss : worst;
        }
        if (!(best < Double.POSITIVE_INFINITY)) {
            return;
        }
        double total = 0;
        for (int m = 0; m < weights.length; m++) {
            double loss = Double.isNaN(losses[m]) ? worst : losses[m];
            weights[m] *= Math.exp(importance * (best - loss));
            total += weights[m];
        }
        double keep = (1 - SHARE) / total;
        double share = SHARE / weights.length;
        for (int m = 0; m < weights.length; m++) {
            weights[m] = keep * weights[m] + share;
        }
    }

    /**
     * Goes back towards equal weights.
     *
     * @param keep in [0, 1]: what is left of the differences
     */
    void level(double keep) {
        for (int m = 0; m < weights.length; m++) {
            weights[m] = keep * weights[m] + (1 - keep) / weights.length;
        }
    }

    FixedShare copy() {
        return new FixedShare(weights.clone());
    }

    /** A copy of the weights. */
    double[] toArray() {
        return weights.clone();
    }

    /**
     * Takes what {@link #toArray} gave.
     *
     * @throws IllegalArgumentException when the weights do not add up to 1, or one is negative
     */
    void set(double[] saved) {
        double sum = Arrays.stream(saved).sum();
        if (saved.length != weights.length
                || !(Math.abs(sum - 1) < 1e-6)
                || Arrays.stream(saved).anyMatch(w -> w < 0)) {
            throw new IllegalArgumentException(
                    "must be " + weights.length + " shares of 1: weights=" + Arrays.toString(saved));
        }
        System.arraycopy(saved, 0, weights, 0, weights.length);
    }
}
