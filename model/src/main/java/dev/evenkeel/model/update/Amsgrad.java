package dev.evenkeel.model.update;

/**
 * AMSGrad (Reddi, Kale, Kumar, arXiv 1904.09237, algorithm 2): Adam whose second moment never falls: m and v as Adam's, w = max(w, v),
 * θ −= η√n·m̂/(√ŵ + ε).
 *
 * <p>Deviation: m and w are corrected for their bias as Adam's are, as is usual; the paper leaves that out.
 */
final class Amsgrad extends Formula {
    private final AdamConstants constants;

    Amsgrad(AdamConstants constants) {
        super(Slot.mean("m"), Slot.mean("v"), new Slot("max", Slot.Kind.MAXIMUM));
        this.constants = constants;
    }

    @Override
    double pull(Span span) {
        return constants.pull() * factor;
    }

    @Override
    void step(Span span) {
        constants.moments(span);
        float rate = constants.rate(span.clock, factor);
        float correction = constants.correction(span.clock);
        float epsilon = constants.epsilon();
        float[] m = span.next[0];
        float[] v = span.next[1];
        float[] max = span.slots[2];
        float[] change = span.change;
        float[] next = span.next[2];
        for (int i = span.from; i < span.to; i++) {
            next[i] = Math.max(max[i], v[i]);
        }
        for (int i = span.from; i < span.to; i++) {
            change[i] = -rate * m[i] / ((float) Math.sqrt(next[i] * correction) + epsilon) + next[i] * 0;
        }
    }
}
