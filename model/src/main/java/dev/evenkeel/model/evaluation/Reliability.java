package dev.evenkeel.model.evaluation;

/** How far stated probabilities are from frequencies: sums in 15 equal bins of [0, 1]. */
final class Reliability {
    static final int BINS = 15;

    /** For each bin its weight, and the sums of probabilities and of hits. */
    final double[] sums = new double[3 * BINS];

    /** Adds a row, unless its probability is NaN. */
    void add(double probability, boolean hit, double weight) {
        if (Double.isNaN(probability)) {
            return;
        }
        int bin = 3 * Math.min(BINS - 1, (int) (probability * BINS));
        sums[bin] += weight;
        sums[bin + 1] += weight * probability;
        sums[bin + 2] += hit ? weight : 0;
    }

    /** Σ_b |probabilities_b - hits_b| / Σ_b weight_b. */
    double error() {
        double off = 0;
        double weight = 0;
        for (int b = 0; b < sums.length; b += 3) {
            weight += sums[b];
            off += Math.abs(sums[b + 1] - sums[b + 2]);
        }
        return off / weight;
    }
}
