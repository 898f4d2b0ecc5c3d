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
        constants.moments(span);
        float ahead = (float) constants.beta1() * constants.rate(span.clock + 1, factor);
        float now = (float) (1 - constants.beta1()) * constants.rate(span.clock, factor);
        float correction = constants.correction(span.clock);
        float epsilon = constants.epsilon();
        float[] g = span.gradient;
        float[] m = span.next[0];
        float[] v = span.next[1];
        float[] change = span.change;
        for (int i = span.from; i < span.to; i++) {
            change[i] = -(ahead * m[i] + now * g[i]) / ((float) Math.sqrt(v[i] * correction) + epsilon) + v[i] * 0;
        }
    }
}
