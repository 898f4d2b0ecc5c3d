package dev.evenkeel.model.layer;

/**
 * How a batch normalizer treats its moments.
 *
 * @param decay of the running moments, per example, in [0, 1)
 * @param epsilon what is added to variances, &gt; 0
 * @param rMax the most the deviations' ratio counts in the end, &gt;= 1; at 1 batches are never renormalized
 * @param dMax the most the means' difference counts in the end, in running deviations, &gt;= 0
 * @param ramp examples over which both limits grow linearly from 1 and 0, &gt;= 0
 * @param leastRows a batch of fewer rows is normalized with the running moments as constants, &gt;= 1
 */
public record BatchNormSettings(double decay, double epsilon, double rMax, double dMax, long ramp, int leastRows) {
    /** Half of what the moments remember is younger than 700 examples. */
    public static final double DEFAULT_DECAY = 0.999;

    /** As in the papers' code. */
    public static final double DEFAULT_EPSILON = 1e-5;

    /** The final limit of r in the paper's experiments. */
    public static final double DEFAULT_R_MAX = 3;

    /** The final limit of d in the paper's experiments. */
    public static final double DEFAULT_D_MAX = 5;

    /** Examples until the final limits. */
    public static final long DEFAULT_RAMP = 5_000;

    /** Below it a batch's own moments are too noisy to divide by. */
    public static final int LEAST_ROWS = 16;

    /** Batch normalization (arXiv 1502.03167): by the batch's own moments alone. */
    public static final BatchNormSettings PLAIN = new BatchNormSettings(DEFAULT_DECAY, DEFAULT_EPSILON, 1, 0, 0, 1);

    /** Batch renormalization (arXiv 1702.03275). */
    public static final BatchNormSettings RENORMALIZED = new BatchNormSettings(
            DEFAULT_DECAY, DEFAULT_EPSILON, DEFAULT_R_MAX, DEFAULT_D_MAX, DEFAULT_RAMP, LEAST_ROWS);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when something is out of range
     */
    public BatchNormSettings {
        require(decay >= 0 && decay < 1, "must be in [0, 1): decay=", decay);
        require(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY, "must be > 0 and finite: epsilon=", epsilon);
        require(rMax >= 1 && rMax < Double.POSITIVE_INFINITY, "must be >= 1 and finite: r-max=", rMax);
        require(dMax >= 0 && dMax < Double.POSITIVE_INFINITY, "must be >= 0 and finite: d-max=", dMax);
        require(ramp >= 0, "must be >= 0: ramp=", ramp);
        require(leastRows >= 1, "must be >= 1: least-rows=", leastRows);
    }

    private static void require(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + value);
        }
    }

    /** The limit of r after so many examples. */
    double r(long examples) {
        return 1 + (rMax - 1) * progress(examples);
    }

    /** The limit of d after so many examples. */
    double d(long examples) {
        return dMax * progress(examples);
    }

    private double progress(long examples) {
        return ramp == 0 ? 1 : Math.min(1, (double) examples / ramp);
    }
}
