package dev.evenkeel.model.evaluation;

/**
 * Area under the ROC curve from counts of log-odds in 4,096 bins 1/128 wide over [-16, 16]; scores beyond count in the outermost
 * bins, scores in one bin as ties. The error is at most half the share of (positive, negative) pairs that fall into one bin.
 */
final class RocBins {
    private static final int BINS = 4096;
    private static final double PER_UNIT = 128;

    /** An area, and how far it can be from the exact one at most. */
    record Area(double value, double error) {}

    final double[] negatives = new double[BINS];
    final double[] positives = new double[BINS];

    void add(float score, boolean positive, double weight) {
        int bin = (int) Math.max(0, Math.min(BINS - 1, Math.floor(score * PER_UNIT) + BINS / 2));
        (positive ? positives : negatives)[bin] += weight;
    }

    Area area() {
        double below = 0;
        double pairs = 0;
        double together = 0;
        double positiveTotal = 0;
        for (int b = 0; b < BINS; b++) {
            double inBin = positives[b] * negatives[b] / 2;
            pairs += positives[b] * below + inBin;
            together += inBin;
            below += negatives[b];
            positiveTotal += positives[b];
        }
        double all = positiveTotal * below;
        return all == 0 ? new Area(Double.NaN, Double.NaN) : new Area(pairs / all, together / all);
    }
}
