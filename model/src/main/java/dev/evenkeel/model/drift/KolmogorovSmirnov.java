package dev.evenkeel.model.drift;

/** The two-sample Kolmogorov-Smirnov statistic. Stateless and thread-safe. */
final class KolmogorovSmirnov {
    private KolmogorovSmirnov() {}

    /**
     * The largest difference of two samples' distribution functions, F_older − F_newer, with its sign: in [−1, 1], positive when the
     * newer values are the larger ones; of equal magnitudes the positive one. Linear time.
     *
     * @param older ascending, finite, not empty; unchanged
     * @param newer the same
     */
    static double signedDistance(double[] older, double[] newer) {
        double lowest = 0;
        double highest = 0;
        int i = 0;
        int j = 0;
        while (i < older.length && j < newer.length) {
            double value = Math.min(older[i], newer[j]);
            while (i < older.length && older[i] <= value) {
                i++;
            }
            while (j < newer.length && newer[j] <= value) {
                j++;
            }
            double difference = (double) i / older.length - (double) j / newer.length;
            lowest = Math.min(lowest, difference);
            highest = Math.max(highest, difference);
        }
        return highest >= -lowest ? highest : lowest;
    }
}
