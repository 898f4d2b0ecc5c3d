package dev.evenkeel.model.stability;

import dev.evenkeel.model.parameter.Gradient;
import dev.evenkeel.model.parameter.NamedTensors;
import java.util.List;

/**
 * ZClip (Kumar et al., arXiv 2504.02507): with μ and σ the running mean and deviation of the whole gradient's norm, a norm whose z =
 * (‖g‖ − μ)/σ is above k is clipped to μ + k·σ/(z/k), and the clipped norm is what the moments see. The first {@value #LEAST} steps
 * only observe.
 *
 * <p>The paper keeps 0.97 of the moments with a step; here it is {@value #KEEP} with an example, which is as much at 16 examples a
 * step.
 */
final class ZClip implements GradientGuard {
    private static final String PATH = "slots/zclip";
    private static final int LEAST = 25;
    private static final double KEEP = 0.998;

    private final double limit;
    private double mean;
    private double variance;
    private long steps;
    private long clipped;
    private double nextMean;
    private double nextVariance;
    private boolean proposed;

    ZClip(double limit) {
        this.limit = limit;
    }

    @Override
    public void bound(List<Gradient> gradients, int rows) {
        double squares = 0;
        for (int p = 0; p < gradients.size(); p++) {
            squares += Norms.squares(gradients.get(p).values(), gradients.get(p).length());
        }
        double norm = Math.sqrt(squares);
        double used = used(norm, rows);
        for (int p = 0; p < gradients.size() && used < norm; p++) {
            Norms.scale(gradients.get(p).values(), gradients.get(p).length(), used / norm);
        }
    }

    /** What a norm is clipped to; {@link #commit} makes it count. */
    double used(double norm, int rows) {
        double used = clip(norm);
        double share = Math.max(1 - Math.pow(KEEP, rows), 1.0 / (steps + 1));
        double delta = used - mean;
        nextMean = mean + share * delta;
        nextVariance = (1 - share) * (variance + share * delta * delta);
        proposed = true;
        return used;
    }

    /** Forgets what was not committed. */
    void discard() {
        proposed = false;
    }

    private double clip(double norm) {
        double deviation = Math.sqrt(variance);
        if (steps < LEAST || norm - mean <= limit * deviation) {
            return norm;
        }
        clipped++;
        return mean + limit * limit * variance / (norm - mean);
    }

    @Override
    public void commit() {
        if (proposed) {
            mean = nextMean;
            variance = nextVariance;
            steps++;
            proposed = false;
        }
    }

    @Override
    public void count(GuardCounts into) {
        into.add(GuardCounts.ZCLIP, clipped);
    }

    @Override
    public void save(NamedTensors into) {
        into.put(PATH + "/moments", new double[] {mean, variance}, 2);
        into.put(PATH + "/counts", new long[] {steps, clipped}, 2);
    }

    @Override
    public void load(NamedTensors from) {
        if (from.contains(PATH + "/moments")) {
            double[] moments = from.doubles(PATH + "/moments", 2);
            mean = moments[0];
            variance = moments[1];
            long[] counts = from.longs(PATH + "/counts", 2);
            steps = counts[0];
            clipped = counts[1];
        }
    }
}
