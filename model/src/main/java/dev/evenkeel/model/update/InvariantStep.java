package dev.evenkeel.model.update;

import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.math.LogisticFlow;

/**
 * Importance-invariant steps (Karampatziakis, Langford, "Online importance weight aware updates", UAI 2011, table 1): the
 * limit of infinitely many infinitesimal gradient steps, so that weight 2 equals the same example twice and no step
 * overshoots.
 *
 * <p>With p the prediction, y the label, q how far the prediction moves per unit of u, c = η·h·q:
 *
 * <ul>
 *   <li>squared: u = (y - p)(1 - e^(-2c))/q
 *   <li>logistic, y = ±1, m = yp: u = yΔ/q with Δ + e^m·(e^Δ - 1) = c
 * </ul>
 */
final class InvariantStep {
    /** Where the logistic loss is 0 as a float: log1p(e^-m) rounds to less than 2^-24. */
    private static final double FLAT = 16.635;

    private static final double FIRST_ORDER = 1e-6;

    private InvariantStep() {}

    /** ℓ'(p), exactly 0 where the loss counts as flat. */
    static double derivative(LossKind loss, double prediction, float label) {
        if (loss == LossKind.SQUARED) {
            return 2 * (prediction - label);
        }
        double sign = label > 0 ? 1 : -1;
        double margin = sign * prediction;
        return margin > FLAT ? 0 : -sign / (1 + Math.exp(margin));
    }

    /** u for rate η·h = {@code rate} and sensitivity {@code q}; first order where c is tiny. */
    static double of(LossKind loss, double prediction, float label, double rate, double q) {
        double c = rate * q;
        if (c < FIRST_ORDER) {
            return -derivative(loss, prediction, label) * rate;
        }
        if (loss == LossKind.SQUARED) {
            return -(label - prediction) * Math.expm1(-2 * c) / q;
        }
        double sign = label > 0 ? 1 : -1;
        return sign * LogisticFlow.distance(sign * prediction, c) / q;
    }
}
