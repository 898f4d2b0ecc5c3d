package dev.evenkeel.model.update;

import dev.evenkeel.model.data.SparseRow;
import dev.evenkeel.model.parameter.SparseTable;

/** Where the features of one row lie in a table, and what lay there before, to be put back. Reused. Not thread-safe. */
final class RowEntries {
    private final SparseTable table;
    private final int floats;
    private float[][] pages = new float[64][];
    private int[] offsets = new int[64];
    private float[] before = new float[0];
    private int count;

    /** Rows of the table, of whose entries learning may change the first {@code floats}. */
    RowEntries(SparseTable table, int floats) {
        this.table = table;
        this.floats = floats;
    }

    /** Finds every feature's entry, allocating pages, and remembers what is there. */
    void locate(SparseRow row) {
        count = row.count();
        if (count > pages.length) {
            pages = new float[2 * count][];
            offsets = new int[2 * count];
        }
        if (count * floats > before.length) {
            before = new float[2 * count * floats];
        }
        for (int f = 0; f < count; f++) {
            float[] page = table.touch(row.hashes()[f]);
            int o = table.offset(row.hashes()[f]);
            pages[f] = page;
            offsets[f] = o;
            for (int i = 0; i < floats; i++) {
                before[f * floats + i] = page[o + i];
            }
        }
    }

    /** Puts back what {@link #locate} found, last feature first, since features may share an entry. */
    void restore() {
        for (int f = count - 1; f >= 0; f--) {
            System.arraycopy(before, f * floats, pages[f], offsets[f], floats);
        }
    }

    /** The page of a feature's entry. */
    float[] page(int feature) {
        return pages[feature];
    }

    /** What {@link #locate} found at an index of a feature's entry. */
    float before(int feature, int index) {
        return before[feature * floats + index];
    }

    /** Where a feature's entry starts on its page. */
    int offset(int feature) {
        return offsets[feature];
    }
}
