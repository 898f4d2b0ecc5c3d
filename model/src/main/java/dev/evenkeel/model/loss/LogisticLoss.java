package dev.evenkeel.model.loss;

/** ln(1 + e^(-yp)) for y = ±1 (label 1 or 0), natural logarithm, without overflow for any finite score. */
record LogisticLoss() implements Loss {
    @Override
    public LossKind kind() {
        return LossKind.LOGISTIC;
    }

    @Override
    public double value(float[] scores, int at, int outputs, float label) {
        double margin = label > 0 ? scores[at] : -(double) scores[at];
        return margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin;
    }

    @Override
    public void gradient(float[] scores, int at, int outputs, float label, float factor, float[] into, int intoAt) {
        double probability = 1 / (1 + Math.exp(-(double) scores[at]));
        into[intoAt] = (float) ((probability - label) * factor);
    }
}
