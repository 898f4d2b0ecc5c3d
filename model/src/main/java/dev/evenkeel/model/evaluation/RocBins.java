package dev.evenkeel.model.evaluation;

/**
 * Area under the ROC curve from counts of log-odds in 4,096 bins 1/128 wide over [-16, 16]; scores beyond count in the outermost
 * bins, scores in one bin as ties. The error is at most half the share of (positive, negative) pairs that fall into one bin.
 */
final class RocBins {
    private static final int BINS = 4096;
    private static final double PER_UNIT = 128;

    final double[] negatives = new double[BINS];
    final double[] positives = new double[BINS];

    void add(float score, boolean positive, double weight) {
        int bin = (int) Math.max(0, Math.min(BINS - 1, Math.floor(score * PER_UNIT) + BINS / 2));
        (positive ? positives : negatives)[bin] += weight;
    }

    double area() {
        double below = 0;
        double pairs = 0;
        double positiveTotal = 0;
        for (int b = 0; b < BINS; b++) {
            pairs += positives[b] * (below + negatives[b] / 2);
            below += negatives[b];
            positiveTotal += positives[b];
        }
        return positiveTotal == 0 || below == 0 ? Double.NaN : pairs / (positiveTotal * below);
    }
}
