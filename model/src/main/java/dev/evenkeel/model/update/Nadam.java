package dev.evenkeel.model.update;

/**
 * Nadam (Dozat, ICLR workshop 2016, algorithm 2, with a momentum that stays): m and v as Adam's, at update t
 *
 * <pre>
 *   m̂ = β₁m/(1 − β₁^(t+1)) + (1 − β₁)g/(1 − β₁^t)      v̂ = v/(1 − β₂^t)      θ −= η√n·m̂/(√v̂ + ε)
 * </pre>
 */
final class Nadam extends Formula {
    private final AdamConstants constants;

    Nadam(AdamConstants constants) {
        super(Slot.mean("m"), Slot.mean("v"));
        this.constants = constants;
    }

    @Override
    double pull(Span span) {
        return constants.pull() * factor;
    }

    @Override
    void step(Span span) {
        float ahead = (float) constants.beta1() * constants.rate(span.clock + 1, factor);
        float now = (float) (1 - constants.beta1()) * constants.rate(span.clock, factor);
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
            float move = ahead * mean + now * g[i];
            change[i] = -move / ((float) Math.sqrt(square * correction) + epsilon) + square * 0;
            nextM[i] = mean;
            nextV[i] = square;
        }
    }
}
