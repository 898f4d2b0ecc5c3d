package dev.evenkeel.model.stability;

import java.util.Arrays;

/**
 * How large the numbers of a column usually are: a ring of its last {@value #SIZE} values that are finite and not 0, counted by
 * octave of their magnitude.
 *
 * <p>Two limits come from it, anew every {@value #REFRESH} values. A value is <b>absurd</b> beyond F times the top of the octave
 * of the ring's 0.97-quantile: sixteen such values among the last 512 are needed before they count as usual. It is <b>out of
 * bounds</b> beyond B times the top of the octave of the 0.99-quantile, and counts as that top, which at most doubles every
 * {@value #BLOCK} values: neither a burst nor a change of units carries it away before it is seen for what it is.
 *
 * <p>Units have changed when a block of {@value #BLOCK} values and the ring before the previous block, in which the change may have
 * fallen, are apart by a factor of about 100 or more at both their 0.1- and 0.9-quantile, in the same direction: then the ring
 * forgets all but the block. A mixture of small and large values that shifts moves only one of the two.
 *
 * <p>Octaves are binary: scaling a column by a power of two scales the limits and changes nothing else. Not thread-safe.
 */
final class ColumnScale {
    static final int SIZE = 512;
    static final int BLOCK = 128;
    private static final int REFRESH = 16;
    private static final int OCTAVES = 256;
    private static final int BIAS = 127;
    private static final double USUAL = 0.97;
    private static final double LARGEST = 0.99;
    /** 2^6 < 100 < 2^7; quantiles are known to an octave. */
    private static final int APART = 6;

    private final double absurd;
    private final double bound;
    /** Value number n lies at n modulo the size. */
    private final float[] ring = new float[SIZE];

    private final int[] all = new int[OCTAVES];
    private final int[] block = new int[OCTAVES];
    private final int[] previous = new int[OCTAVES];
    private int count;
    /** Values so far, less those forgotten. */
    private long added;

    private float absurdLimit = Float.MAX_VALUE;
    private float boundLimit = Float.MAX_VALUE;
    private float calm = Float.MAX_VALUE;

    /** A column that has had no values; infinite where a limit is off. */
    ColumnScale(double absurd, double bound) {
        this.absurd = absurd;
        this.bound = bound;
    }

    /** Magnitudes up to this need no further look. */
    float calm() {
        return calm;
    }

    /** Magnitudes above this are absurd. */
    float absurdLimit() {
        return absurdLimit;
    }

    /** What magnitudes above the bound count as: the usual largest. */
    float largest() {
        return (float) (boundLimit / bound);
    }

    /**
     * Takes a value.
     *
     * @return what it shows to have happened to the column's unit; null, as a rule, when nothing has
     */
    UnitChange add(float value) {
        if (value == 0 || !(Math.abs(value) <= Float.MAX_VALUE)) {
            return null;
        }
        int at = (int) (added & (SIZE - 1));
        if (count == SIZE) {
            all[octave(ring[at])]--;
        } else {
            count++;
        }
        ring[at] = value;
        int octave = octave(value);
        all[octave]++;
        block[octave]++;
        added++;
        UnitChange change = null;
        if ((added & (BLOCK - 1)) == 0) {
            change = count > 2 * BLOCK ? compare() : null;
            System.arraycopy(block, 0, previous, 0, OCTAVES);
            Arrays.fill(block, 0);
        }
        if ((added & (REFRESH - 1)) == 0) {
            refresh(change != null || added == REFRESH);
        }
        return change;
    }

    private static int octave(float value) {
        return Math.getExponent(value) + BIAS;
    }

    private void refresh(boolean anew) {
        double usual = top(quantile(all, count, USUAL));
        double largest = bound * top(quantile(all, count, LARGEST));
        absurdLimit = limit(absurd * usual);
        boolean doubles = (added & (BLOCK - 1)) == 0;
        boundLimit = limit(anew ? largest : Math.min(largest, (doubles ? 2.0 : 1.0) * boundLimit));
        calm = Math.min(absurdLimit, boundLimit);
    }

    private static float limit(double value) {
        return (float) Math.min(value, Float.MAX_VALUE);
    }

    /** The upper edge of an octave. */
    private static double top(int octave) {
        return Math.scalb(1.0, octave - BIAS + 1);
    }

    private static int quantile(int[] octaves, int total, double share) {
        int rank = (int) (share * (total - 1));
        int octave = 0;
        for (int below = octaves[0]; below <= rank; below += octaves[octave]) {
            octave++;
        }
        return octave;
    }

    private UnitChange compare() {
        for (int o = 0; o < OCTAVES; o++) {
            all[o] -= block[o] + previous[o];
        }
        int rest = count - 2 * BLOCK;
        int low = quantile(block, BLOCK, 0.1) - quantile(all, rest, 0.1);
        int high = quantile(block, BLOCK, 0.9) - quantile(all, rest, 0.9);
        boolean changed = Math.min(low, high) > APART || Math.max(low, high) < -APART;
        if (changed) {
            return forget();
        }
        for (int o = 0; o < OCTAVES; o++) {
            all[o] += block[o] + previous[o];
        }
        return null;
    }

    /** Keeps the last block alone. */
    private UnitChange forget() {
        float[] newest = new float[BLOCK];
        float[] before = new float[count - 2 * BLOCK];
        for (int i = 0; i < count; i++) {
            float value = ring[(int) ((added - 1 - i) & (SIZE - 1))];
            if (i < BLOCK) {
                newest[BLOCK - 1 - i] = value;
            } else if (i >= 2 * BLOCK) {
                before[i - 2 * BLOCK] = value;
            }
        }
        System.arraycopy(block, 0, all, 0, OCTAVES);
        System.arraycopy(newest, 0, ring, 0, BLOCK);
        count = BLOCK;
        added = BLOCK;
        return UnitChange.between(before, newest);
    }

    /** A copy that goes on by itself. */
    ColumnScale copy() {
        ColumnScale copy = new ColumnScale(absurd, bound);
        copy.load(ring, 0, counters(), 0);
        return copy;
    }

    /** The values, at their places in the ring; the backing array. */
    float[] values() {
        return ring;
    }

    /** Numbers in {@link #counters()}. */
    static final int COUNTERS = 4;

    /** What else there is to save. */
    double[] counters() {
        return new double[] {count, added, absurdLimit, boundLimit};
    }

    /** Takes {@link #values} and {@link #counters} of another column's, which begin at those places. */
    void load(float[] values, int at, double[] counters, int counterAt) {
        System.arraycopy(values, at, ring, 0, SIZE);
        count = (int) counters[counterAt];
        added = (long) counters[counterAt + 1];
        absurdLimit = (float) counters[counterAt + 2];
        boundLimit = (float) counters[counterAt + 3];
        calm = Math.min(absurdLimit, boundLimit);
        Arrays.fill(all, 0);
        Arrays.fill(block, 0);
        Arrays.fill(previous, 0);
        int begun = (int) (added & (BLOCK - 1));
        for (int i = 0; i < count; i++) {
            int octave = octave(ring[(int) ((added - 1 - i) & (SIZE - 1))]);
            all[octave]++;
            block[octave] += i < begun ? 1 : 0;
            previous[octave] += i >= begun && i < begun + BLOCK ? 1 : 0;
        }
    }
}
