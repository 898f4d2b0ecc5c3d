package dev.evenkeel.model.loss;

/**
 * -ln softmax(s)_y, natural logarithm, by the log-sum-exp of the scores less their maximum.
 *
 * <p>Label smoothing ε (Szegedy et al., arXiv 1512.00567, section 7) trains towards 1 - ε + ε/K for the true class and ε/K for the
 * others; the loss reported is without.
 *
 * @param labelSmoothing ε, in [0, 1)
 */
record SoftmaxLoss(double labelSmoothing) implements Loss {
    SoftmaxLoss {
        if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
            throw new IllegalArgumentException("must be in [0, 1): label-smoothing=" + labelSmoothing);
        }
    }

    @Override
    public LossKind kind() {
        return LossKind.SOFTMAX;
    }

    @Override
    public double value(float[] scores, int at, int outputs, float label) {
        return logSumExp(scores, at, outputs) - scores[at + (int) label];
    }

    @Override
    public void gradient(float[] scores, int at, int outputs, float label, float factor, float[] into, int intoAt) {
        double logSumExp = logSumExp(scores, at, outputs);
        double other = labelSmoothing / outputs;
        double own = 1 - labelSmoothing + other;
        for (int k = 0; k < outputs; k++) {
            double probability = Math.exp(scores[at + k] - logSumExp);
            into[intoAt + k] = (float) ((probability - (k == (int) label ? own : other)) * factor);
        }
    }

    @Override
    public void mean(float[] scores, int at, int outputs, float[] into, int intoAt) {
        double logSumExp = logSumExp(scores, at, outputs);
        for (int k = 0; k < outputs; k++) {
            into[intoAt + k] = (float) Math.exp(scores[at + k] - logSumExp);
        }
    }

    private static double logSumExp(float[] scores, int at, int outputs) {
        double max = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < outputs; k++) {
            max = Math.max(max, scores[at + k]);
        }
        double sum = 0;
        for (int k = 0; k < outputs; k++) {
            sum += Math.exp(scores[at + k] - max);
        }
        return max + Math.log(sum);
    }
}
