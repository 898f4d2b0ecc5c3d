package dev.evenkeel.model.loss;

/**
 * τ(y - s) where the label is above the score, (1 - τ)(s - y) where it is below (Koenker, Bassett 1978, doi:10.2307/1913643).
 *
 * <p>Flow: at a constant pace up to the label, where it rests.
 *
 * @param tau in (0, 1)
 */
record QuantileLoss(double tau) implements ScalarLoss {
    QuantileLoss {
        if (!(tau > 0 && tau < 1)) {
            throw new IllegalArgumentException("must be in (0, 1): tau=" + tau);
        }
    }

    @Override
    public LossKind kind() {
        return LossKind.QUANTILE;
    }

    @Override
    public double value(double score, float label) {
        return Math.abs((label - score) * derivative(score, label));
    }

    @Override
    public double derivative(double score, float label) {
        return score < label ? -tau : score > label ? 1 - tau : 0 * score; // NaN stays NaN
    }

    @Override
    public double flow(double score, float label, double c) {
        double paced = -derivative(score, label) * c;
        return Math.abs(paced) < Math.abs(label - score) ? paced : label - score;
    }

    @Override
    public String target() {
        return "quantile " + tau;
    }
}
