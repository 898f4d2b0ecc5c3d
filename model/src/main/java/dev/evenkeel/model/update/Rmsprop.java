package dev.evenkeel.model.update;

/** RMSProp (Tieleman, Hinton, Coursera lecture 6.5, 2012): v = ρv + (1−ρ)g², θ −= η√n·g/(√v + ε). */
final class Rmsprop extends Formula {
    private final double rate;
    private final double pull;
    private final double decay;
    private final float epsilon;

    Rmsprop(RmspropHyperparameters settings, Conversion conversion) {
        super(Slot.mean("v"));
        rate = settings.learningRate() * conversion.root();
        pull = settings.learningRate() * conversion.examples();
        decay = conversion.decay(settings.decay());
        epsilon = (float) settings.epsilon();
    }

    @Override
    double pull(Span span) {
        return pull * factor;
    }

    @Override
    void step(Span span) {
        float rate = (float) (this.rate * factor);
        float keep = (float) decay;
        float take = (float) (1 - decay);
        float epsilon = this.epsilon;
        float[] g = span.gradient;
        float[] v = span.slots[0];
        float[] change = span.change;
        float[] next = span.next[0];
        for (int i = span.from; i < span.to; i++) {
            float square = keep * v[i] + take * (g[i] * g[i]);
            change[i] = -rate * g[i] / ((float) Math.sqrt(square) + epsilon) + square * 0;
            next[i] = square;
        }
    }
}
