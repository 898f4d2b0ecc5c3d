package dev.evenkeel.model.update;

import java.util.Arrays;

/**
 * StableAdamW (Wortsman et al., arXiv 2304.13013, algorithm 2): AdamW, whose whole step, weight decay included, is divided for each
 * parameter by max(1, R), R² = mean(g²/max(v̂, ε²)): where gradients are much larger than the second moment has known them.
 *
 * <p>Of a table or of hashed features, the mean is over the elements that the step touches.
 */
final class StableAdamw extends Formula {
    private final AdamConstants constants;
    private final Adam adam;
    private final double[] sums;
    private final long[] counts;

    StableAdamw(AdamConstants constants, int tensors) {
        this(constants, new Adam(constants), tensors);
    }

    private StableAdamw(AdamConstants constants, Adam adam, int tensors) {
        super(adam.slots().toArray(Slot[]::new));
        this.constants = constants;
        this.adam = adam;
        sums = new double[tensors];
        counts = new long[tensors];
    }

    @Override
    void begin(double factor) {
        super.begin(factor);
        adam.begin(factor);
        Arrays.fill(sums, 0);
        Arrays.fill(counts, 0);
    }

    @Override
    double pull(Span span) {
        return adam.pull(span);
    }

    @Override
    void step(Span span) {
        adam.step(span);
        float correction = constants.correction(span.clock);
        double least = (double) constants.epsilon() * constants.epsilon();
        float[] g = span.gradient;
        float[] v = span.next[1];
        double sum = 0;
        for (int i = span.from; i < span.to; i++) {
            sum += (double) g[i] * g[i] / Math.max((double) v[i] * correction, least);
        }
        sums[span.tensor] += sum;
        counts[span.tensor] += span.elements;
    }

    @Override
    boolean scales() {
        return true;
    }

    @Override
    double scale(Span span) {
        double mean = sums[span.tensor] / Math.max(1, counts[span.tensor]);
        return 1 / Math.max(1, Math.sqrt(mean));
    }
}
