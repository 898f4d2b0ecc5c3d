package dev.evenkeel.model.update;

import dev.evenkeel.model.loss.ScalarLoss;

/**
 * Importance-invariant steps (Karampatziakis, Langford, "Online importance weight aware updates", UAI 2011, table 1): the
 * limit of infinitely many infinitesimal gradient steps, so that weight 2 equals the same example twice and no step
 * overshoots.
 *
 * <p>With p the prediction, q how far the prediction moves per unit of u, c = η·h·q: u = flow(p, c)/q, in closed form for every
 * loss ({@link ScalarLoss#flow}).
 */
final class InvariantStep {
    private static final double FIRST_ORDER = 1e-6;

    private InvariantStep() {}

    /** u for rate η·h = {@code rate} and sensitivity {@code q}; first order where c is tiny. */
    static double of(ScalarLoss loss, double prediction, float label, double rate, double q) {
        double c = rate * q;
        return c < FIRST_ORDER ? -loss.derivative(prediction, label) * rate : loss.flow(prediction, label, c) / q;
    }
}
