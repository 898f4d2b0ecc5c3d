package dev.evenkeel.model.drift;

import dev.evenkeel.model.math.RandomStream;

/**
 * Settings of {@link Adwin}.
 *
 * @param delta bound δ on the chance that one test of a steady stream raises an alarm, in (0, 1); smaller is less sensitive
 * @param bucketsPerRow M, most buckets of a size, in [2, 64]; more test more cuts, and take more memory and time
 * @param every examples from one test to the next, in [1, 1048576]; 1 is the paper's, more saves time and delays alarms by less
 *     than that many examples
 * @param minPart fewest examples on each side of a cut, in [1, 1048576]
 * @param range the width R of the interval known to hold all values, finite and above 0; or {@link #OBSERVED_RANGE}
 */
public record AdwinHyperparameters(double delta, int bucketsPerRow, int every, int minPart, double range)
        implements DetectorSettings {
    /** R is the largest less the smallest value in the window: for values of unknown units or without bounds. */
    public static final double OBSERVED_RANGE = 0;

    /**
     * M is the paper's (section 4); δ, the tests' distance and the smallest part are what the authors' and other programs
     * customarily use; the range is observed, because losses have no bounds.
     */
    public static final AdwinHyperparameters DEFAULT = new AdwinHyperparameters(0.002, 5, 32, 5, OBSERVED_RANGE);

    private static final int MOST = 1 << 20;

    /** Checks the ranges. */
    public AdwinHyperparameters {
        Checks.probability("delta", delta);
        Checks.range("buckets-per-row", bucketsPerRow, 2, 64);
        Checks.range("every", every, 1, MOST);
        Checks.range("min-part", minPart, 1, MOST);
        if (!(range >= 0 && range <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("must be >= 0 and finite: range=" + range);
        }
    }

    @Override
    public Adwin create(RandomStream random) {
        return new Adwin(this);
    }
}
