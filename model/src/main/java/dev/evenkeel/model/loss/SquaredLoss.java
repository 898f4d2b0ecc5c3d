package dev.evenkeel.model.loss;

/** (p - y)², as Vowpal Wabbit prints it: without a factor of one half. */
record SquaredLoss() implements Loss {
    @Override
    public LossKind kind() {
        return LossKind.SQUARED;
    }

    @Override
    public double value(float[] scores, int at, int outputs, float label) {
        double error = (double) scores[at] - label;
        return error * error;
    }

    @Override
    public void gradient(float[] scores, int at, int outputs, float label, float factor, float[] into, int intoAt) {
        into[intoAt] = 2 * (scores[at] - label) * factor;
    }
}
