package dev.evenkeel.model.update;

/**
 * What pulls weights to zero beside the gradient. Acts on matrices, tables and the features of linear models; biases, gains and
 * the constant are left alone.
 *
 * @param l1 shrinks the magnitude of a weight after the step by l1 times {@link Formula#pull}, down to zero and no further: the
 *     proximal step
 * @param l2 adds l2·w to the gradient
 * @param decay takes decay·w off the weight apart from the gradient, times the learning rate ({@link Formula#decay})
 */
record Pulls(double l1, double l2, double decay) {
    static final Pulls NONE = new Pulls(0, 0, 0);

    static Pulls of(UpdateOptions options, Hyperparameters hyperparameters) {
        double decay = options.weightDecay().orElse(hyperparameters.defaultWeightDecay());
        return new Pulls(options.l1(), options.l2(), decay);
    }

    /** Adds L2's derivative to the gradient; elements {@code [0, length)} of {@code into} receive the sum. */
    void regularize(Span span, int length, float[] into) {
        float share = (float) l2;
        float[] g = span.gradient;
        float[] w = span.weights;
        for (int i = 0; i < length; i++) {
            into[i] = g[i] + share * w[i];
        }
    }

    /** The last part of a proposal: scales the changes of elements {@code [0, length)}, and shrinks the weights they lead to. */
    void finish(Span span, int length, Formula formula) {
        float[] change = span.change;
        if (formula.scales()) {
            double scale = formula.scale(span); // may be below what a float holds, where gradients are huge
            for (int i = 0; i < length; i++) {
                change[i] = (float) (change[i] * scale);
            }
        }
        if (l1 > 0) {
            shrink(span, length, (float) (l1 * formula.pull(span)));
        }
    }

    private static void shrink(Span span, int length, float less) {
        float[] w = span.weights;
        float[] change = span.change;
        for (int i = 0; i < length; i++) {
            float moved = w[i] + change[i];
            float shrunk = Math.copySign(Math.max(Math.abs(moved) - less, 0), moved);
            change[i] = shrunk - w[i] + moved * 0;
        }
    }
}
