package dev.evenkeel.model.stability;

/**
 * What is usual for a column, block by block: the share of numbers that are missing, the share that repeat the one before, and the largest
 * magnitude. The first {@value #LEAST} blocks only observe; after them a habit changes slowly, so that an attack takes thousands of
 * rows to become one. Not thread-safe.
 */
final class ColumnTrack {
    /** Numbers in {@link #save}. */
    static final int LENGTH = 8;

    private static final int LEAST = 4;
    private static final double FORGETTING = 0.995;
    private static final double LEARNING = 1.0 / 16;
    private static final double VARIES = 0.8;
    private static final double MORE = 0.3;
    private static final double APART = 1000;
    private static final double STRIDE = 8;

    // the last block
    private double missingNow;
    private double repeatedNow;
    private double largestNow;
    // habits
    private double mostMissing;
    private double mostRepeated;
    private double mostLargest;
    private double leastLargest = Double.POSITIVE_INFINITY;
    private long blocks;

    /**
     * A block has ended.
     *
     * @param rows looked at
     * @param present those with a number
     * @param repeated those whose number is that of the one before
     * @param largest magnitude
     */
    void end(int rows, int present, int repeated, float largest) {
        blocks++;
        missingNow = rows == 0 ? 0 : 1 - (double) present / rows;
        repeatedNow = present < 2 || missingNow > 0.5 ? 0 : (double) repeated / (present - 1);
        largestNow = present == 0 ? Double.NaN : largest;
        mostMissing = share(mostMissing, missingNow);
        mostRepeated = share(mostRepeated, repeatedNow);
        if (present > 0) {
            scale();
        }
    }

    private double share(double most, double now) {
        return Math.max(FORGETTING * most, blocks <= LEAST ? now : Math.min(now, most + LEARNING));
    }

    private void scale() {
        mostLargest = grown() ? STRIDE * mostLargest : Math.max(FORGETTING * mostLargest, largestNow);
        leastLargest = shrunk() ? leastLargest / STRIDE : Math.min(leastLargest / FORGETTING, largestNow);
    }

    private boolean knows() {
        return blocks > LEAST;
    }

    /** Whether it has always varied, and did not in the last block. */
    boolean constant() {
        return knows() && repeatedNow == 1 && mostRepeated <= VARIES;
    }

    /** Whether numbers were missing in the last block much more often than ever. */
    boolean lost() {
        return knows() && missingNow > mostMissing + MORE;
    }

    /** Whether the last block had a number {@value #APART} times as large as ever. */
    boolean grown() {
        return knows() && mostLargest > 0 && largestNow > APART * mostLargest;
    }

    /** Whether the largest number of the last block was so much smaller than that of any block before, and not 0. */
    boolean shrunk() {
        return knows() && largestNow > 0 && leastLargest > APART * largestNow;
    }

    /** The share of missing numbers in the last block. */
    double missing() {
        return missingNow;
    }

    /** The largest magnitude of the last block. */
    double largest() {
        return largestNow;
    }

    /** Puts everything, from a place on. */
    void save(double[] into, int at) {
        double[] state = {
            missingNow, repeatedNow, largestNow, mostMissing, mostRepeated, mostLargest, leastLargest, blocks
        };
        System.arraycopy(state, 0, into, at, LENGTH);
    }

    /** Takes what {@link #save} has put. */
    void load(double[] from, int at) {
        missingNow = from[at];
        repeatedNow = from[at + 1];
        largestNow = from[at + 2];
        mostMissing = from[at + 3];
        mostRepeated = from[at + 4];
        mostLargest = from[at + 5];
        leastLargest = from[at + 6];
        blocks = (long) from[at + 7];
    }
}
