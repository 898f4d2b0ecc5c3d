package dev.evenkeel.model.update;

/**
 * Schedule-free learning (Defazio et al., arXiv 2405.15682, equations 1 to 3 and algorithm 1). The trained weights are y, where the
 * gradient is taken; x is served:
 *
 * <pre>
 *   z −= γ(r + λy)      x = (1 − c)x + cz      y = (1 − β)z + βx
 *   SGD: r = g, γ = ηn               AdamW: r = g/(√v̂ + ε), γ = η√n, v = β₂v + (1−β₂)g²
 *   c = max(1/(t + 1), 1 − (1 − least)^n) at update t of an element
 * </pre>
 *
 * <p>Deviations: x never forgets less than the least share, since a stream has no end; shares are equal where a schedule changes γ;
 * weight decay goes with ηn, as everywhere here. A change that was bounded before it was applied is caught up with by the next.
 */
final class ScheduleFree extends Formula {
    private static final int Z = 0;
    private static final int X = 1;
    private static final int V = 2;

    private final ScheduleFreeHyperparameters settings;
    private final AdamConstants constants;
    private final boolean adaptive;
    private final double leastShare;

    ScheduleFree(ScheduleFreeHyperparameters settings, Conversion conversion) {
        super(slots(settings.base()));
        this.settings = settings;
        adaptive = settings.base() == ScheduleFreeBase.ADAMW;
        constants = AdamConstants.of(settings.learningRate(), 0, settings.beta2(), settings.epsilon(), conversion);
        leastShare = 1 - Math.pow(1 - settings.leastShare(), conversion.examples());
    }

    private static Slot[] slots(ScheduleFreeBase base) {
        Slot z = new Slot("z", Slot.Kind.WEIGHT);
        Slot x = new Slot("x", Slot.Kind.WEIGHT);
        return base == ScheduleFreeBase.SGD ? new Slot[] {z, x} : new Slot[] {z, x, Slot.mean("v")};
    }

    @Override
    int served() {
        return X;
    }

    @Override
    double pull(Span span) {
        return constants.pull() * factor;
    }

    @Override
    void step(Span span) {
        direction(span);
        float[] r = span.next[Z];
        float[] y = span.weights;
        float[] z = span.since(Z);
        float[] x = span.since(X);
        float[] change = span.change;
        float[] nextX = span.next[X];
        float rate = (float) (adaptive ? constants.learningRate() * factor : pull(span));
        float decay = (float) Math.min(1, pull(span) * span.decay);
        float share = (float) Math.max(1.0 / (span.clock + 1), leastShare);
        float beta = (float) settings.beta();
        for (int i = span.from; i < span.to; i++) {
            float stepped = z[i] - rate * r[i] - decay * y[i];
            float mean = x[i] + share * (stepped - x[i]);
            r[i] = stepped;
            nextX[i] = mean;
            change[i] = stepped + beta * (mean - stepped) - y[i];
        }
    }

    /** Writes r to where the next z will be. */
    private void direction(Span span) {
        float[] g = span.gradient;
        float[] r = span.next[Z];
        if (!adaptive) {
            System.arraycopy(g, span.from, r, span.from, span.to - span.from);
            return;
        }
        float correction = constants.correction(span.clock);
        float keep = (float) constants.beta2();
        float take = (float) (1 - constants.beta2());
        float epsilon = constants.epsilon();
        float[] v = span.slots[V];
        float[] nextV = span.next[V];
        for (int i = span.from; i < span.to; i++) {
            float square = keep * v[i] + take * (g[i] * g[i]);
            r[i] = g[i] / ((float) Math.sqrt(square * correction) + epsilon) + square * 0;
            nextV[i] = square;
        }
    }

    /** Part of z's step. */
    @Override
    void decay(Span span) {}
}
