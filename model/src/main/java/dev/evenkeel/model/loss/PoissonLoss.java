package dev.evenkeel.model.loss;

/**
 * The deviance of a Poisson variable whose log-mean is the score: 2(y·ln(y/μ) - y + μ), μ = e^s; the first term is 0 for y = 0
 * (McCullagh, Nelder, "Generalized Linear Models", 1989, section 2.3). Labels are &gt;= 0 and need not be integers.
 *
 * <p>Flow: with w = e^(-s), dw/dt = 2(1 - yw), so w(c) = 1/y + (w - 1/y)e^(-2yc), and w + 2c for y = 0 (Karampatziakis, Langford,
 * UAI 2011, for the half of this loss).
 */
record PoissonLoss() implements ScalarLoss {
    @Override
    public LossKind kind() {
        return LossKind.POISSON;
    }

    @Override
    public boolean takes(float label) {
        return label >= 0 && label < Float.POSITIVE_INFINITY;
    }

    @Override
    public double value(double score, float label) {
        if (!takes(label)) {
            return Double.NaN;
        }
        double ratio = label == 0 ? 0 : label * (Math.log(label) - score);
        return Math.max(0, 2 * (ratio - label + Math.exp(score)));
    }

    @Override
    public double derivative(double score, float label) {
        return 2 * (Math.exp(score) - label);
    }

    @Override
    public double flow(double score, float label, double c) {
        double mean = Math.exp(score);
        if (label == 0) {
            return -Math.log1p(2 * c * mean);
        }
        double decay = -2 * label * c;
        double change = Math.expm1(decay) * (1 - mean / label);
        // near -1 the sum cancels: then put it together from its positive parts
        return change > -0.5 ? -Math.log1p(change) : -Math.log(Math.exp(decay) - Math.expm1(decay) * mean / label);
    }

    @Override
    public double mean(double score) {
        return Math.exp(score);
    }
}
