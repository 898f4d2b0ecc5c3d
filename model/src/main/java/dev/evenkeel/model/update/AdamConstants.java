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
}
