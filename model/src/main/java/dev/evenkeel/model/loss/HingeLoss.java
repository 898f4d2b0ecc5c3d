package dev.evenkeel.model.loss;

/**
 * max(0, 1 - m) with the margin m = ±s for label 1 or 0 (Cortes, Vapnik 1995, doi:10.1007/BF00994018).
 *
 * <p>Flow: at pace 1 up to margin 1, where it rests. Scores are margins, not log-odds: they rank and decide, but say no
 * probability.
 */
record HingeLoss() implements ScalarLoss {
    @Override
    public LossKind kind() {
        return LossKind.HINGE;
    }

    @Override
    public double value(double score, float label) {
        return Math.max(0, 1 - (label > 0 ? score : -score));
    }

    @Override
    public double derivative(double score, float label) {
        double sign = label > 0 ? 1 : -1;
        return sign * score >= 1 ? 0 : -sign;
    }

    @Override
    public double flow(double score, float label, double c) {
        double sign = label > 0 ? 1 : -1;
        return sign * Math.min(c, Math.max(0, 1 - sign * score));
    }

    @Override
    public double mean(double score) {
        return Double.NaN;
    }
}
