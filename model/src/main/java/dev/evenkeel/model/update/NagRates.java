package dev.evenkeel.model.update;

import dev.evenkeel.model.loss.ScalarLoss;

/**
 * NAG's step sizes in normalized coordinates, by which of its parts are on; see {@link NagRule}. Immutable and thread-safe.
 *
 * <table>
 *   <caption>Formulas, with the power a</caption>
 *   <tr><td></td><td>adaptive</td><td>not adaptive</td></tr>
 *   <tr><td>rate of a weight</td><td>A^(-a)</td><td>1</td></tr>
 *   <tr><td>of all</td><td>η</td><td>η·t^(-a)</td></tr>
 *   <tr><td>κ, normalized</td><td>(N/T)^(a-1)</td><td>T/N</td></tr>
 *   <tr><td>v when s grows by c</td><td>c^(2a-1)</td><td>1/c</td></tr>
 * </table>
 *
 * Not normalized, s and κ are 1.
 */
final class NagRates {
    private final double learningRate;
    private final double power;
    private final boolean adaptive;
    private final boolean normalized;
    private final boolean invariant;

    NagRates(NagHyperparameters settings) {
        learningRate = settings.learningRate();
        power = settings.powerT();
        adaptive = settings.adaptive();
        normalized = settings.normalized();
        invariant = settings.invariant();
    }

    /** Of one weight with the accumulator {@code squares}. */
    double ofWeight(float squares) {
        if (!adaptive || power == 0) {
            return 1;
        }
        return power == 0.5 ? 1 / Math.sqrt(squares) : Math.pow(squares, -power);
    }

    /** Of all weights, for one example. */
    double ofAll(double importance, double clock) {
        return learningRate * importance * (adaptive || power == 0 ? 1 : Math.pow(clock, -power));
    }

    /** κ. */
    double kappa(double norms, double importance) {
        if (!normalized) {
            return 1;
        }
        if (!adaptive) {
            return importance / norms;
        }
        return power == 0.5 ? Math.sqrt(importance / norms) : Math.pow(norms / importance, power - 1);
    }

    /** What a weight is multiplied with when its scale grows, {@code ratio} being the old scale over the new. */
    double rescale(double ratio) {
        if (!adaptive) {
            return ratio;
        }
        return power == 0.5 ? 1 : Math.pow(ratio, 1 - 2 * power);
    }

    /** u, for a rate of all weights and a sensitivity. */
    double update(ScalarLoss loss, double prediction, float label, double rate, double sensitivity) {
        return invariant
                ? InvariantStep.of(loss, prediction, label, rate, sensitivity)
                : -loss.derivative(prediction, label) * rate;
    }
}
