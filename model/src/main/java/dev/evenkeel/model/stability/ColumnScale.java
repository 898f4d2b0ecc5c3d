package dev.evenkeel.model.stability;

import java.util.Arrays;

/**
 * How large the numbers of a column usually are: a ring of its last {@value #SIZE} values that are finite and not 0, counted by
 * octave of their magnitude.
 *
 * <p>Two limits come from it, anew every {@value OctaveCounts#GROUP} values. A value is <b>absurd</b> beyond F times the top of the octave
 * of the ring's 0.97-quantile: sixteen such values among the last {@value #SIZE} are needed before larger ones can count as usual. It is
 * <b>out of bounds</b> beyond B times the top of the octave of the 0.99-quantile, and counts as that top. Once the ring is full,
 * neither more than doubles in {@value #BLOCK} values, and the first does not fall below its half: neither a burst nor a
 * change of units carries them away before it is seen for what it is. In a burst of 2,000 values they grow by 2^15 at most; so what is ten
 * million times as large as usual does not become usual in it.
 *
 * <p>Units have changed when a block of {@value #BLOCK} values and the ring before the previous block, in which the change may have
 * fallen, are apart by a factor of about 100 or more at both their 0.1- and 0.9-quantile, in the same direction: then the ring
 * forgets all but the block. A mixture of small and large values that shifts moves only one of the two. No unit is 2^{@value #LIKELY}
 * times as small as another, or as one that has filled the ring before: such a block is no change but an attack, which is waited out, and after
 * which the ring forgets it.
 *
 * <p>The first values are taken as they come. An absurd one among the first {@value OctaveCounts#GROUP} is found when these are together,
 * and counts as a change of unit to that of the others, so that it does not keep what was learned from it.
 *
 * <p>Octaves are binary: scaling a column by a power of two scales the limits and changes nothing else. Not thread-safe.
 */
final class ColumnScale {
    static final int SIZE = 512;
    static final int BLOCK = 128;
    private static final double USUAL = 0.97;
    private static final double LARGEST = 0.99;
    /** 2^6 < 100 < 2^7; quantiles are known to an octave. */
    private static final int APART = 6;
    /** From nanoseconds to seconds, and from bytes to gigabytes. */
    private static final int LIKELY = 30;

    private static final int UNKNOWN = -1;

    private final double absurd;
    private final double bound;
    private final int[] scratch;
    /** Value number n lies at n modulo the size. */
    private final float[] ring = new float[SIZE];

    private final OctaveCounts octaves;
    /** Values so far, less those forgotten. */
    private long added;

    /** The octave of the last block's 0.9-quantile that was no attack. */
    private int home = UNKNOWN;
    /** The largest of these with which the ring was full. */
    private int held = UNKNOWN;

    /** Blocks until the ring has forgotten an attack. */
    private int wary;

    private float absurdLimit = Float.MAX_VALUE;
    private float boundLimit = Float.MAX_VALUE;
    private float calm = Float.MAX_VALUE;

    /**
     * A column that has had no values; infinite where a limit is off.
     *
     * @param scratch {@link OctaveCounts#scratch()}; may be shared
     */
    ColumnScale(double absurd, double bound, int[] scratch) {
        this.absurd = absurd;
        this.bound = bound;
        this.scratch = scratch;
        octaves = new OctaveCounts(ring, scratch);
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
        ring[(int) (added & (SIZE - 1))] = value;
        added++;
        return (added & (OctaveCounts.GROUP - 1)) == 0 ? turn() : null;
    }

    /** A group of values is full. */
    private UnitChange turn() {
        octaves.add(added);
        if (added == OctaveCounts.GROUP) {
            refresh(true, false);
            return hindsight();
        }
        if ((added & (BLOCK - 1)) != 0) {
            refresh(false, false);
            return null;
        }
        int now = octaves.of(added - BLOCK, added, 0.9);
        if (home != UNKNOWN && now > Math.max(home, held) + LIKELY) {
            wary = SIZE / BLOCK;
            refresh(false, true);
            return null;
        }
        boolean apart = added > 2 * BLOCK && unitChanged();
        UnitChange change = apart ? forget() : null;
        boolean back = wary > 0 && Math.abs(now - home) <= APART;
        wary = apart ? 0 : Math.max(0, wary - 1);
        if (wary == 0) {
            home = now;
            held = added >= SIZE ? Math.max(held, now) : held;
        }
        refresh(apart, true);
        return back ? null : change;
    }

    /** What the first group shows to have been absurd in itself, taken before anything was known: the unit is that of the others. */
    private UnitChange hindsight() {
        float[] absurd = new float[OctaveCounts.GROUP];
        float[] others = new float[OctaveCounts.GROUP];
        int found = 0;
        for (int i = 0; i < OctaveCounts.GROUP; i++) {
            if (Math.abs(ring[i]) > absurdLimit) {
                absurd[found++] = ring[i];
            } else {
                others[i - found] = ring[i];
            }
        }
        return found == 0
                ? null
                : UnitChange.between(Arrays.copyOf(absurd, found), Arrays.copyOf(others, OctaveCounts.GROUP - found));
    }

    private void refresh(boolean anew, boolean block) {
        int usual = octaves.ofAll(oldest(), added, USUAL);
        int largest = octaves.ofAll(oldest(), added, LARGEST);
        octaves.focus(usual, largest, oldest(), added);
        double rise = block ? 2 : 1;
        double most = bound * OctaveCounts.top(largest);
        boundLimit = limit(anew ? most : Math.min(most, rise * boundLimit));
        double limit = absurd * OctaveCounts.top(usual);
        if (!anew && added >= SIZE) {
            limit = Math.max(absurdLimit / rise, Math.min(limit, rise * absurdLimit));
        }
        absurdLimit = limit(limit);
        calm = Math.min(absurdLimit, boundLimit);
    }

    /** The number of the oldest value in the ring. */
    private long oldest() {
        return Math.max(0, added - SIZE);
    }

    private static float limit(double value) {
        return (float) Math.min(value, Float.MAX_VALUE);
    }

    private boolean unitChanged() {
        int high = apart(0.9);
        if (Math.abs(high) <= APART) {
            return false;
        }
        int low = apart(0.1);
        return Math.min(low, high) > APART || Math.max(low, high) < -APART;
    }

    /** By how many octaves the last block is above what was in the ring before the block before it. */
    private int apart(double share) {
        return octaves.of(added - BLOCK, added, share) - octaves.of(oldest(), added - 2 * BLOCK, share);
    }

    /** Keeps the last block alone. */
    private UnitChange forget() {
        float[] newest = new float[BLOCK];
        float[] before = new float[(int) (added - oldest()) - 2 * BLOCK];
        copy(added - BLOCK, newest);
        copy(oldest(), before);
        System.arraycopy(newest, 0, ring, 0, BLOCK);
        added = BLOCK;
        count();
        return UnitChange.between(before, newest);
    }

    private void copy(long from, float[] into) {
        for (int i = 0; i < into.length; i++) {
            into[i] = ring[(int) ((from + i) & (SIZE - 1))];
        }
    }

    /** Counts all full groups whose values are still there. */
    private void count() {
        octaves.clear();
        long from = oldest() + OctaveCounts.GROUP - 1;
        for (long n = from - from % OctaveCounts.GROUP; n + OctaveCounts.GROUP <= added; n += OctaveCounts.GROUP) {
            octaves.add(n + OctaveCounts.GROUP);
        }
    }

    /** A copy that goes on by itself. */
    ColumnScale copy() {
        ColumnScale copy = new ColumnScale(absurd, bound, scratch);
        copy.load(ring, 0, counters(), 0);
        copy.settle(homes(), 0);
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
        return new double[] {Math.min(SIZE, added), added, absurdLimit, boundLimit};
    }

    /** Takes {@link #values} and {@link #counters} of another column's, which begin at those places. */
    void load(float[] values, int at, double[] counters, int counterAt) {
        System.arraycopy(values, at, ring, 0, SIZE);
        added = (long) counters[counterAt + 1];
        absurdLimit = (float) counters[counterAt + 2];
        boundLimit = (float) counters[counterAt + 3];
        calm = Math.min(absurdLimit, boundLimit);
        count();
    }

    /** Numbers in {@link #homes()}. */
    static final int HOMES = 3;

    /** Where the column has been at home. */
    long[] homes() {
        return new long[] {home, held, wary};
    }

    /** Takes {@link #homes} of another column, which begin at that place. */
    void settle(long[] homes, int at) {
        home = (int) homes[at];
        held = (int) homes[at + 1];
        wary = (int) homes[at + 2];
    }
}
