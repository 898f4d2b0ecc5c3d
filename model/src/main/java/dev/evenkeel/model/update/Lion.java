package dev.evenkeel.model.update;

/**
 * Lion (Chen et al., arXiv 2302.06675, algorithm 2): c = β₁m + (1−β₁)g, θ −= ηn·sgn(c), m = β₂m + (1−β₂)g.
 *
 * <p>With n examples an update, 1 − β₁ becomes √n(1 − β₁), at most 1: then a mean gradient, which has 1/√n of the noise, makes c as
 * noisy as one example's does, the sign is as often that of the true gradient, and counts n times.
 */
final class Lion extends Formula {
    private final double rate;
    private final double beta1;
    private final double beta2;

    Lion(LionHyperparameters settings, Conversion conversion) {
        super(Slot.mean("m"));
        rate = settings.learningRate() * conversion.examples();
        beta1 = 1 - Math.min(1, conversion.root() * (1 - settings.beta1()));
        beta2 = conversion.decay(settings.beta2());
    }

    @Override
    double pull(Span span) {
        return rate * factor;
    }

    @Override
    void step(Span span) {
        float rate = (float) pull(span);
        float keep1 = (float) beta1;
        float take1 = (float) (1 - beta1);
        float keep2 = (float) beta2;
        float take2 = (float) (1 - beta2);
        float[] g = span.gradient;
        float[] m = span.slots[0];
        float[] change = span.change;
        float[] next = span.next[0];
        for (int i = span.from; i < span.to; i++) {
            float mean = keep2 * m[i] + take2 * g[i];
            change[i] = -rate * Math.signum(keep1 * m[i] + take1 * g[i]) + mean * 0;
            next[i] = mean;
        }
    }
}
