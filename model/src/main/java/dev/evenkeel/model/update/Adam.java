package dev.evenkeel.model.update;

/**
 * Adam (Kingma, Ba, arXiv 1412.6980, algorithm 1): m = β₁m + (1−β₁)g, v = β₂v + (1−β₂)g², θ −= η√n·m̂ / (√v̂ + ε), with bias-corrected
 * m̂ and v̂. With decoupled weight decay it is AdamW (Loshchilov, Hutter, arXiv 1711.05101, algorithm 2).
 *
 * <p>Deviation for parts of a parameter: elements that a step does not touch stay as they are (their moments don't decay), and the
 * bias correction counts the steps that touched them. So an element's first update is no longer than η whenever it comes.
 */
final class Adam extends Formula {
    private final AdamConstants constants;

    Adam(AdamConstants constants) {
        super(Slot.mean("m"), Slot.mean("v"));
        this.constants = constants;
    }

    @Override
    double pull(Span span) {
        return constants.pull() * factor;
    }

    @Override
    void step(Span span) {
        float rate = constants.rate(span.clock, factor);
        float correction = constants.correction(span.clock);
        float keep1 = (float) constants.beta1();
        float take1 = (float) (1 - constants.beta1());
        float keep2 = (float) constants.beta2();
        float take2 = (float) (1 - constants.beta2());
        float epsilon = constants.epsilon();
        float[] g = span.gradient;
        float[] m = span.slots[0];
        float[] v = span.slots[1];
        float[] change = span.change;
        float[] nextM = span.next[0];
        float[] nextV = span.next[1];
        for (int i = span.from; i < span.to; i++) {
            float mean = keep1 * m[i] + take1 * g[i];
            float square = keep2 * v[i] + take2 * (g[i] * g[i]);
            change[i] = -rate * mean / ((float) Math.sqrt(square * correction) + epsilon) + square * 0;
            nextM[i] = mean;
            nextV[i] = square;
        }
    }
}
