package dev.evenkeel.model.learner;

/**
 * Evidence that one of two models predicts better, from the losses of both in the same blocks of rows: the cumulative sum of Page
 * ("Continuous Inspection Schemes", Biometrika 1954, 41) of the log-likelihood ratios of "its loss is e^-{@value #GAIN} of the other's"
 * against "it is the same", for logarithms x of the losses' ratio that are normal with deviation σ: GAIN/σ²·(x − GAIN/2). σ is taken from how
 * much x differs from one block to the next, σ = √π/2·E|difference|, at least {@value #LEAST_DEVIATION}. A block counts as at most 1, and x
 * as at most 1, so that no single block decides. Not thread-safe.
 */
final class PairedEvidence {
    /** Numbers in {@link #state}. */
    static final int LENGTH = 5;

    private static final double GAIN = 0.05;
    /** Among 128 blocks of equals whose x has a deviation of a tenth, 6 % of such sums reach it. */
    private static final double ENOUGH = 5;

    private static final double LEAST_DEVIATION = 0.02;
    private static final double NORMAL = Math.sqrt(Math.PI) / 2;
    /** Blocks that only tell the deviation. */
    private static final int LEAST = 3;

    private static final int MEMORY = 64;
    private static final double TINY = 1e-9;

    private long blocks;
    private double difference;
    private double last;
    private double sum;
    /** Blocks since the sum was last 0. */
    private int mounting;

    /** Takes the losses of the two in a block. */
    void add(double loss, double other) {
        double x = Math.max(-1, Math.min(1, Math.log((other + TINY) / (loss + TINY))));
        if (blocks > 0) {
            difference += (Math.abs(x - last) - difference) / Math.min(blocks, MEMORY);
        }
        blocks++;
        last = x;
        if (blocks > LEAST) {
            double deviation = Math.max(LEAST_DEVIATION, NORMAL * difference);
            double ratio = GAIN / (deviation * deviation) * (x - GAIN / 2);
            sum = Math.max(0, sum + Math.min(1, ratio));
            mounting = sum > 0 ? mounting + 1 : 0;
        }
    }

    /** Whether it is better beyond doubt, and has been for that many blocks. */
    boolean enough(int leastBlocks) {
        return mounting >= leastBlocks && sum >= ENOUGH;
    }

    /** Forgets everything. */
    void clear() {
        restore(new double[LENGTH]);
    }

    double[] state() {
        return new double[] {blocks, difference, last, sum, mounting};
    }

    void restore(double[] state) {
        blocks = (long) state[0];
        difference = state[1];
        last = state[2];
        sum = state[3];
        mounting = (int) state[4];
    }
}
