package dev.evenkeel.model.loss;

/** -ln softmax(p)_y, natural logarithm, by the log-sum-exp of the scores less their maximum. */
record SoftmaxLoss() implements Loss {
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
        for (int k = 0; k < outputs; k++) {
            double probability = Math.exp(scores[at + k] - logSumExp);
            into[intoAt + k] = (float) ((probability - (k == (int) label ? 1 : 0)) * factor);
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
