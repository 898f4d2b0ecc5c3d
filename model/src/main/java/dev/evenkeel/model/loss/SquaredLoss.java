package dev.evenkeel.model.loss;

/** (s - y)², as Vowpal Wabbit prints it: without a factor of one half. Flow: (y - s)(1 - e^(-2c)). */
record SquaredLoss() implements ScalarLoss {
    @Override
    public LossKind kind() {
        return LossKind.SQUARED;
    }

    @Override
    public double value(double score, float label) {
        double error = score - label;
        return error * error;
    }

    @Override
    public double derivative(double score, float label) {
        return 2 * (score - label);
    }

    @Override
    public double flow(double score, float label, double c) {
        return -(label - score) * Math.expm1(-2 * c);
    }
}
