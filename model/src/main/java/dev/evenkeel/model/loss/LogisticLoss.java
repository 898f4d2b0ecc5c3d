package dev.evenkeel.model.loss;

import dev.evenkeel.model.math.LogisticFlow;

/**
 * ln(1 + e^(-m)) with the margin m = ±s for label 1 or 0, natural logarithm, without overflow for any finite score.
 *
 * <p>Flow: the root Δ of Δ + e^m·(e^Δ - 1) = c, in the direction of the label.
 */
record LogisticLoss() implements ScalarLoss {
    /** From this margin on the loss is 0 as a float: log1p(e^-m) rounds to less than 2^-24. */
    private static final double FLAT = 16.635;

    @Override
    public LossKind kind() {
        return LossKind.LOGISTIC;
    }

    @Override
    public double value(double score, float label) {
        double margin = label > 0 ? score : -score;
        return margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin;
    }

    @Override
    public double derivative(double score, float label) {
        double sign = label > 0 ? 1 : -1;
        double margin = sign * score;
        return margin > FLAT ? 0 : -sign / (1 + Math.exp(margin));
    }

    @Override
    public double flow(double score, float label, double c) {
        double sign = label > 0 ? 1 : -1;
        return sign * LogisticFlow.distance(sign * score, c);
    }

    @Override
    public double mean(double score) {
        return 1 / (1 + Math.exp(-score));
    }
}
