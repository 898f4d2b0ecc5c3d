package dev.evenkeel.model.plasticity;

import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.parameter.NamedTensors;
import java.util.Arrays;

/** What is remembered of a layer's hidden units: running means, ages, and how many have started anew. Not thread-safe. */
final class UnitTrace {
    /** Units whose mean magnitude is at most this share of their layer's are dormant (arXiv 2302.12902, definition 3.1). */
    static final double DORMANT = 0.025;

    private final double decay;
    private final double[] magnitudes;
    private final double[] means;
    private final long[] ages;
    private long recycled;
    private long looked;
    private double credit;

    UnitTrace(int units, double decay) {
        this.decay = decay;
        magnitudes = new double[units];
        means = new double[units];
        ages = new long[units];
    }

    /**
     * Takes in what the units gave.
     *
     * @param activations {@code [rows, units]}
     */
    void add(Matrix activations) {
        int rows = activations.rows();
        double keep = rows == 1 ? decay : Math.pow(decay, rows);
        double take = (1 - keep) / rows;
        for (int u = 0; u < ages.length; u++) {
            double magnitude = 0;
            double sum = 0;
            for (int r = 0; r < rows; r++) {
                float h = activations.at(r, u);
                magnitude += Math.abs(h);
                sum += h;
            }
            magnitudes[u] = keep * magnitudes[u] + take * magnitude;
            means[u] = keep * means[u] + take * sum;
            ages[u] += rows;
        }
        looked += rows;
    }

    int units() {
        return ages.length;
    }

    /** Examples since the unit started. */
    long age(int unit) {
        return ages[unit];
    }

    /** The running mean of |h|, corrected for having begun at 0; 0 before any example. */
    double magnitude(int unit) {
        return corrected(magnitudes[unit], unit);
    }

    /** The running mean of h, corrected alike. */
    double mean(int unit) {
        return corrected(means[unit], unit);
    }

    private double corrected(double value, int unit) {
        return ages[unit] == 0 ? 0 : value / (1 - Math.pow(decay, (double) ages[unit]));
    }

    /** The mean of all units' magnitudes. */
    double layerMagnitude() {
        double sum = 0;
        for (int u = 0; u < ages.length; u++) {
            sum += magnitude(u);
        }
        return sum / ages.length;
    }

    /** Whether a unit's magnitude is at most a share of the layer's mean. */
    boolean dormant(int unit, double layerMagnitude, double threshold) {
        return magnitude(unit) <= threshold * layerMagnitude;
    }

    /** Examples since the last {@link #look}. */
    long sinceLook() {
        return looked;
    }

    void look() {
        looked = 0;
    }

    /** Adds what units are due, in fractions of one; returns whether one is. */
    boolean due(double units) {
        credit += units;
        return credit >= 1;
    }

    /** A unit that was due has been seen to. */
    void pay() {
        credit -= 1;
    }

    /** The unit starts anew. */
    void restart(int unit) {
        magnitudes[unit] = 0;
        means[unit] = 0;
        ages[unit] = 0;
        recycled++;
    }

    /** Units that have started anew so far. */
    long recycled() {
        return recycled;
    }

    UnitTrace copy() {
        UnitTrace copy = new UnitTrace(ages.length, decay);
        copy.set(magnitudes, means, ages);
        copy.recycled = recycled;
        copy.looked = looked;
        copy.credit = credit;
        return copy;
    }

    private void set(double[] newMagnitudes, double[] newMeans, long[] newAges) {
        System.arraycopy(newMagnitudes, 0, magnitudes, 0, ages.length);
        System.arraycopy(newMeans, 0, means, 0, ages.length);
        System.arraycopy(newAges, 0, ages, 0, ages.length);
    }

    void save(String prefix, NamedTensors into) {
        into.put(prefix + "/magnitude", magnitudes.clone(), ages.length);
        into.put(prefix + "/mean", means.clone(), ages.length);
        into.put(prefix + "/age", ages.clone(), ages.length);
        into.put(prefix + "/counts", new long[] {recycled, looked}, 2);
        into.put(prefix + "/credit", new double[] {credit}, 1);
    }

    /**
     * Takes what {@link #save} has put.
     *
     * @throws IllegalArgumentException when a tensor is missing, of another length, or impossible
     */
    void load(String prefix, NamedTensors from) {
        long[] storedAges = from.longs(prefix + "/age", ages.length);
        long[] counts = from.longs(prefix + "/counts", 2);
        if (counts[0] < 0 || counts[1] < 0 || Arrays.stream(storedAges).anyMatch(age -> age < 0)) {
            throw new IllegalArgumentException("must be >= 0: tensor=" + prefix + "/counts or /age");
        }
        set(from.doubles(prefix + "/magnitude", ages.length), from.doubles(prefix + "/mean", ages.length), storedAges);
        recycled = counts[0];
        looked = counts[1];
        credit = from.doubles(prefix + "/credit", 1)[0];
    }
}
