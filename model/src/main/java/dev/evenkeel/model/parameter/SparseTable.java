package dev.evenkeel.model.parameter;

import java.util.Arrays;

/**
 * A hashed table of {@code 2^bits} entries of {@code stride} floats each, in pages that are allocated when first touched, so
 * that a model of few features costs little whatever its hash size. Untouched entries are zero. Not thread-safe.
 */
public final class SparseTable {
    private static final int PAGE_BITS = 8;
    private static final int PAGE_ENTRIES = 1 << PAGE_BITS;

    private final int bits;
    private final int stride;
    private final int mask;
    private final float[][] pages;

    /**
     * An all-zero table.
     *
     * @param bits in [1, 30]
     * @param stride floats an entry, &gt;= 1
     * @throws IllegalArgumentException when {@code bits} is out of range
     */
    public SparseTable(int bits, int stride) {
        if (bits < 1 || bits > 30) {
            throw new IllegalArgumentException("must be in [1, 30]: bits=" + bits);
        }
        this.bits = bits;
        this.stride = stride;
        mask = (1 << bits) - 1;
        pages = new float[1 << Math.max(0, bits - PAGE_BITS)][];
    }

    /** Makes every entry zero again. */
    public void clear() {
        Arrays.fill(pages, null);
    }

    /** The table's size as a power of two. */
    public int bits() {
        return bits;
    }

    /** The page of an entry, or null while nothing on it was touched. */
    public float[] page(int hash) {
        return pages[(hash & mask) >>> PAGE_BITS];
    }

    /** The page of an entry, allocated if need be. */
    public float[] touch(int hash) {
        int page = (hash & mask) >>> PAGE_BITS;
        float[] floats = pages[page];
        if (floats == null) {
            floats = new float[PAGE_ENTRIES * stride];
            pages[page] = floats;
        }
        return floats;
    }

    /** Where an entry starts on its page. */
    public int offset(int hash) {
        return (hash & mask & (PAGE_ENTRIES - 1)) * stride;
    }

    /** Indices of the entries whose float {@code column} is not zero, ascending. */
    public int[] used(int column) {
        int[] used = new int[64];
        int count = 0;
        for (int p = 0; p < pages.length; p++) {
            float[] page = pages[p];
            for (int e = 0; page != null && e < PAGE_ENTRIES; e++) {
                if (page[e * stride + column] != 0) {
                    used = count == used.length ? Arrays.copyOf(used, 2 * count) : used;
                    used[count++] = (p << PAGE_BITS) + e;
                }
            }
        }
        return Arrays.copyOf(used, count);
    }

    /** An independent copy; untouched pages stay unallocated. */
    public SparseTable copy() {
        SparseTable copy = new SparseTable(bits, stride);
        for (int p = 0; p < pages.length; p++) {
            copy.pages[p] = pages[p] == null ? null : pages[p].clone();
        }
        return copy;
    }
}
