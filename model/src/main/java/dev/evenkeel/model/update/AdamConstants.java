package dev.evenkeel.model.update;

/**
 * Constants of rules with two moments an update, converted from those per example.
 *
 * @param learningRate η√n
 * @param pull ηn
 * @param beta1 max(0, 1 − n(1 − β₁))
 * @param beta2 max(0, 1 − n(1 − β₂))
 * @param epsilon as given
 */
record AdamConstants(double learningRate, double pull, double beta1, double beta2, float epsilon) {
    static AdamConstants of(double learningRate, double beta1, double beta2, double epsilon, Conversion conversion) {
        return new AdamConstants(
                learningRate * conversion.root(),
                learningRate * conversion.examples(),
                conversion.decay(beta1),
                conversion.decay(beta2),
                (float) epsilon);
    }

    /** η over the first moment's bias correction at update {@code clock}, counted from 1, times {@code factor}. */
    float rate(long clock, double factor) {
        return (float) (learningRate * factor / (1 - Math.pow(beta1, (double) clock)));
    }

    /** What the second moment is multiplied with for its bias at update {@code clock}, counted from 1. */
    float correction(long clock) {
        return (float) (1 / (1 - Math.pow(beta2, (double) clock)));
    }

    /**
     * Moves both moments: slots 0 and 1 to next slots 0 and 1. Apart from what follows, since the compiler vectorizes short loops
     * only.
     */
    void moments(Span span) {
        float keep1 = (float) beta1;
        float take1 = (float) (1 - beta1);
        float keep2 = (float) beta2;
        float take2 = (float) (1 - beta2);
        float[] g = span.gradient;
        float[] m = span.slots[0];
        float[] v = span.slots[1];
        float[] nextM = span.next[0];
        float[] nextV = span.next[1];
        for (int i = span.from; i < span.to; i++) {
            nextM[i] = keep1 * m[i] + take1 * g[i];
            nextV[i] = keep2 * v[i] + take2 * (g[i] * g[i]);
        }
    }
}
