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
        float[] max = span.slots[2];
        float[] change = span.change;
        float[] nextM = span.next[0];
        float[] nextV = span.next[1];
        float[] nextMax = span.next[2];
        for (int i = span.from; i < span.to; i++) {
            float mean = keep1 * m[i] + take1 * g[i];
            float square = keep2 * v[i] + take2 * (g[i] * g[i]);
            float most = Math.max(max[i], square);
            change[i] = -rate * mean / ((float) Math.sqrt(most * correction) + epsilon) + most * 0;
            nextM[i] = mean;
            nextV[i] = square;
            nextMax[i] = most;
        }
    }
}
