package dev.evenkeel.model.loss;

/**
 * With e = s - y: e² up to |e| = δ, δ(2|e| - δ) beyond (Huber 1964, doi:10.1214/aoms/1177703732, times two: it is the squared loss
 * for large δ).
 *
 * <p>Flow: at the constant pace 2δ until the error is δ, then as for the squared loss.
 *
 * @param delta in units of the label, &gt; 0 and finite
 */
record HuberLoss(double delta) implements ScalarLoss {
    HuberLoss {
        if (!(delta > 0 && delta < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("must be > 0 and finite: delta=" + delta);
        }
    }

    @Override
    public LossKind kind() {
        return LossKind.HUBER;
    }

    @Override
    public double value(double score, float label) {
        double error = Math.abs(score - label);
        return error <= delta ? error * error : delta * (2 * error - delta);
    }

    @Override
    public double derivative(double score, float label) {
        return 2 * Math.max(-delta, Math.min(delta, score - label));
    }

    @Override
    public double flow(double score, float label, double c) {
        double error = Math.abs(label - score);
        double linear = Math.max(0, error - delta);
        double paced = 2 * delta * c;
        double distance =
                paced <= linear ? paced : linear - Math.min(error, delta) * Math.expm1(-2 * (c - linear / (2 * delta)));
        return Math.copySign(distance, label - score);
    }

    @Override
    public Loss inUnitsOf(double unit) {
        return new HuberLoss(delta / unit);
    }
}
