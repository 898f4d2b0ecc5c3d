package dev.evenkeel.model.drift;

import dev.evenkeel.model.parameter.NamedTensors;

/**
 * Brings values of an unknown unit to one that a threshold can be named in: (x − μ)/σ by the moments of the first
 * {@value #VALUES} values, which stay, so that a change of the mean stays visible. Where these are all alike, σ is 1.
 *
 * <p>Values count as at most {@value #REACH} deviations: one outlier is no drift. Not thread-safe.
 */
final class Yardstick {
    /** Enough to know a deviation to within 3 %. */
    static final int VALUES = 500;

    private static final double REACH = 5;
    private static final String TENSOR = "/unit";

    private long count;
    private double mean;
    private double squares;

    /** Whether it still needs values before it can measure. */
    boolean learns() {
        return count < VALUES;
    }

    /** Welford's recurrence. */
    void add(double value) {
        count++;
        double delta = value - mean;
        mean += delta / count;
        squares += delta * (value - mean);
    }

    double measure(double value) {
        double deviation = squares > 0 ? Math.sqrt(squares / count) : 1;
        return Math.max(-REACH, Math.min(REACH, (value - mean) / deviation));
    }

    Yardstick copy() {
        Yardstick copy = new Yardstick();
        copy.count = count;
        copy.mean = mean;
        copy.squares = squares;
        return copy;
    }

    void save(String prefix, NamedTensors into) {
        into.put(prefix + TENSOR, new double[] {count, mean, squares}, 3);
    }

    void load(String prefix, NamedTensors from) {
        double[] saved = from.doubles(prefix + TENSOR, 3);
        Checks.saved(
                saved[0] >= 0 && saved[0] <= VALUES && saved[0] == (long) saved[0] && saved[2] >= 0, prefix + TENSOR);
        count = (long) saved[0];
        mean = saved[1];
        squares = saved[2];
    }
}
