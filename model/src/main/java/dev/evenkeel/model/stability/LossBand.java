package dev.evenkeel.model.stability;

/**
 * Where a stream's loss usually is: running mean μ and deviation σ of the losses of its blocks, σ at least {@value #LEAST_SHARE}·μ. A
 * loss counts as at most μ + kσ, so that an attack moves the band slowly; {@value #MEMORY} blocks are remembered. The first
 * {@value #LEAST} blocks only observe.
 */
final class LossBand {
    /** Numbers in {@link #state}. */
    static final int LENGTH = 3;

    private static final int LEAST = 8;
    private static final int MEMORY = 64;
    private static final double LEAST_SHARE = 0.1;

    private final double deviations;
    private double mean;
    private double variance;
    private long count;

    /** A band of k deviations that has seen nothing. */
    LossBand(double deviations) {
        this.deviations = deviations;
    }

    /** The loss from which on a block is outside; infinite while too little was seen. */
    double limit() {
        double deviation = Math.max(Math.sqrt(variance), LEAST_SHARE * mean);
        return count < LEAST ? Double.POSITIVE_INFINITY : mean + deviations * deviation;
    }

    double mean() {
        return mean;
    }

    /** Takes the loss of a block; one that is not finite counts as the limit, or for nothing where there is none. */
    void add(double loss) {
        double bounded = loss <= limit() ? loss : limit();
        if (!(bounded < Double.POSITIVE_INFINITY)) {
            return;
        }
        count++;
        double share = Math.max(1.0 / MEMORY, 1.0 / count);
        double delta = bounded - mean;
        mean += share * delta;
        variance = (1 - share) * (variance + share * delta * delta);
    }

    /** Forgets everything. */
    void restart() {
        mean = 0;
        variance = 0;
        count = 0;
    }

    double[] state() {
        return new double[] {mean, variance, count};
    }

    void restore(double[] from, int at) {
        mean = from[at];
        variance = from[at + 1];
        count = (long) from[at + 2];
    }
}
