package dev.evenkeel.model.stability;

/**
 * Where a stream's loss usually is: running mean μ of the losses of its blocks, and their deviation σ, taken from how much the loss differs
 * from one block to the next (for independent normal losses, σ = √π/2·E|difference|), which learning does not blow up as it would the
 * variance; at least {@value #LEAST_SHARE}·μ. A loss counts as at most μ + kσ, so that an attack moves the band slowly;
 * {@value #MEMORY} blocks are remembered. The first {@value #LEAST} blocks only observe.
 */
final class LossBand {
    /** Numbers in {@link #state}. */
    static final int LENGTH = 4;

    private static final int LEAST = 32;
    private static final int MEMORY = 64;
    private static final double LEAST_SHARE = 0.1;
    private static final double NORMAL = Math.sqrt(Math.PI) / 2;

    private final double deviations;
    private double mean;
    private double difference;
    private double last;
    private long count;

    /** A band of k deviations that has seen nothing. */
    LossBand(double deviations) {
        this.deviations = deviations;
    }

    /** The loss from which on a block is outside; infinite while too little was seen. */
    double limit() {
        double deviation = Math.max(NORMAL * difference, LEAST_SHARE * mean);
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
        mean += share * (bounded - mean);
        if (count > 1) {
            difference += Math.max(1.0 / MEMORY, 1.0 / (count - 1)) * (Math.abs(bounded - last) - difference);
        }
        last = bounded;
    }

    /** Forgets everything. */
    void restart() {
        mean = 0;
        difference = 0;
        last = 0;
        count = 0;
    }

    double[] state() {
        return new double[] {mean, difference, last, count};
    }

    void restore(double[] from, int at) {
        mean = from[at];
        difference = from[at + 1];
        last = from[at + 2];
        count = (long) from[at + 3];
    }
}
