package dev.evenkeel.model.update;

/**
 * Adam's constants an update, converted from those per example.
 *
 * @param learningRate η√n
 * @param beta1 max(0, 1 − n(1 − β₁))
 * @param beta2 max(0, 1 − n(1 − β₂))
 * @param epsilon as given
 */
record AdamConstants(double learningRate, double beta1, double beta2, float epsilon) {
    static AdamConstants of(AdamHyperparameters perExample, int examples) {
        return new AdamConstants(
                perExample.learningRate() * Math.sqrt(examples),
                decay(perExample.beta1(), examples),
                decay(perExample.beta2(), examples),
                (float) perExample.epsilon());
    }

    private static double decay(double perExample, int examples) {
        return examples == 1 ? perExample : Math.max(0, 1 - examples * (1 - perExample));
    }

    /** η over the first moment's bias correction at update {@code clock}, counted from 1. */
    float rate(long clock) {
        return (float) (learningRate / (1 - Math.pow(beta1, (double) clock)));
    }

    /** What the second moment is multiplied with for its bias at update {@code clock}, counted from 1. */
    float correction(long clock) {
        return (float) (1 / (1 - Math.pow(beta2, (double) clock)));
    }
}
