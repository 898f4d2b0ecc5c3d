package dev.evenkeel.model.stability;

import java.util.Arrays;

/**
 * How many of a ring's values lie in which octave of magnitude, so that quantiles of the whole ring or of a part of it are found without
 * looking at the values.
 *
 * <p>Values count in groups of {@value #GROUP}. A group is one number: {@value #FIELDS} fields of {@value #BITS} bits, one for each octave
 * from the base on, where the first field holds what is smaller too, and the last what is larger. What falls into one of those two is
 * found from the values, so that every quantile is exact; the base then moves so that it will not happen again. Not thread-safe.
 */
final class OctaveCounts {
    /** Values that are counted at once. */
    static final int GROUP = 16;

    private static final int BITS = 5;
    private static final int FIELDS = 12;
    /** The lowest bit of every other field: sums have room to grow. */
    private static final long ONES = ones();
    /** Every other field. */
    private static final long EVERY_OTHER = ((1L << BITS) - 1) * ONES;

    /** The highest bit of a sum: values of the largest ring. */
    private static final int MOST = 1 << (2 * BITS - 1);

    private static final int OCTAVES = 256;

    /** Value number n lies at n modulo its length. */
    private final float[] ring;
    /** Counters for exact counts; of no meaning between calls. */
    private final int[] scratch;

    private final long[] groups;
    private long even;
    private long odd;
    private int base;

    /**
     * Counts of an empty ring.
     *
     * @param ring only lent; its length is a power of two, at most {@value #MOST}
     * @param scratch {@link #scratch()}; may be shared
     */
    OctaveCounts(float[] ring, int[] scratch) {
        this.ring = ring;
        this.scratch = scratch;
        groups = new long[ring.length / GROUP];
    }

    static int[] scratch() {
        return new int[OCTAVES];
    }

    private static long ones() {
        long ones = 0;
        for (int f = 0; f < FIELDS; f += 2) {
            ones |= 1L << (BITS * f);
        }
        return ones;
    }

    private static int octave(float value) {
        return (Float.floatToRawIntBits(value) & Integer.MAX_VALUE) >>> 23;
    }

    /** The upper edge of an octave. */
    static double top(int octave) {
        return Double.longBitsToDouble((octave - 126L + Double.MAX_EXPONENT) << 52);
    }

    /** Nothing is counted any more. */
    void clear() {
        Arrays.fill(groups, 0);
        even = 0;
        odd = 0;
    }

    /** Counts the group that ends before a value, instead of what was in its place. */
    void add(long end) {
        int at = (int) (end - GROUP) & (ring.length - 1);
        long counts = 0;
        for (int i = at; i < at + GROUP; i++) {
            int field = Math.max(0, Math.min(FIELDS - 1, octave(ring[i]) - base));
            counts += 1L << (BITS * field);
        }
        int group = at / GROUP;
        even += (counts & EVERY_OTHER) - (groups[group] & EVERY_OTHER);
        odd += ((counts >>> BITS) & EVERY_OTHER) - ((groups[group] >>> BITS) & EVERY_OTHER);
        groups[group] = counts;
    }

    /**
     * The octave in which a quantile lies, of all values counted: those with numbers from {@code from} to before {@code end}.
     *
     * @param share the rank is this share of that of the largest, rounded down
     */
    int ofAll(long from, long end, double share) {
        int field = field(even, odd, (int) (end - from), share);
        return inside(field) ? base + field : exact(from, end, share);
    }

    /** The same for values with numbers from {@code from} to before {@code end}, in whole groups. */
    int of(long from, long end, double share) {
        long evens = 0;
        long odds = 0;
        int first = (int) (from / GROUP);
        int more = (int) (end - from) / GROUP;
        for (int g = 0; g < more; g++) {
            long counts = groups[first + g & (groups.length - 1)];
            evens += counts & EVERY_OTHER;
            odds += (counts >>> BITS) & EVERY_OTHER;
        }
        int field = field(evens, odds, (int) (end - from), share);
        return inside(field) ? base + field : exact(from, end, share);
    }

    private static boolean inside(int field) {
        return field > 0 && field < FIELDS - 1;
    }

    /**
     * The first field up to whose end more values lie than the rank. The product of a sum's fields with 1, 1, ... are their running sums;
     * where one of these is above the rank, what is missing to {@value #MOST} carries it to its highest bit.
     */
    private static int field(long evens, long odds, int total, double share) {
        int rank = (int) (share * (total - 1));
        long toEven = evens * ONES;
        long toOdd = odds * ONES;
        long missing = (MOST - 1 - rank) * ONES;
        long above = (toEven + (toOdd << (2 * BITS)) + missing) & MOST * ONES;
        long aboveOdd = toEven + toOdd + missing & MOST * ONES;
        return FIELDS - Long.bitCount(above) - Long.bitCount(aboveOdd);
    }

    private int exact(long from, long end, double share) {
        Arrays.fill(scratch, 0);
        for (long n = from; n < end; n++) {
            scratch[octave(ring[(int) n & (ring.length - 1)])]++;
        }
        int above = (int) (end - from) - 1;
        above -= (int) (share * above);
        int octave = OCTAVES;
        while (above >= 0) {
            octave--;
            above -= scratch[octave];
        }
        return octave;
    }

    /** Has fields for those octaves and between, if they are not too far apart, else for the lower; all values from {@code from} on count. */
    void focus(int low, int high, long from, long end) {
        boolean both = high - low < FIELDS - 2;
        int middle = both ? (low + high) / 2 : low;
        boolean outside = !inside(low - base) || (both && !inside(high - base));
        if (outside) {
            base = middle - (FIELDS / 2 - 1);
            for (long n = from; n < end; n += GROUP) {
                add(n + GROUP);
            }
        }
    }
}
