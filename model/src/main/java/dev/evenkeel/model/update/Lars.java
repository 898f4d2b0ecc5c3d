package dev.evenkeel.model.update;

/**
 * LARS (You, Gitman, Ginsburg, arXiv 1708.03888) in the form of arXiv 1904.00962, algorithm 1: m = μm + (1−μ)g, r = m, at the rate
 * η√n; see {@link LayerRatio}.
 *
 * <p>Deviation: weight decay is added to the direction, not to the gradient that is averaged.
 */
final class Lars extends LayerRatio {
    private final double decay;

    Lars(LarsHyperparameters settings, Conversion conversion, int layers) {
        super(settings.learningRate() * conversion.root(), layers, Slot.mean("m"));
        decay = conversion.decay(settings.momentum());
    }

    @Override
    void step(Span span) {
        float keep = (float) decay;
        float take = (float) (1 - decay);
        float[] g = span.gradient;
        float[] m = span.slots[0];
        float[] change = span.change;
        float[] next = span.next[0];
        for (int i = span.from; i < span.to; i++) {
            float mean = keep * m[i] + take * g[i];
            change[i] = -mean;
            next[i] = mean;
        }
    }
}
