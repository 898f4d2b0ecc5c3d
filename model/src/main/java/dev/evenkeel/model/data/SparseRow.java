package dev.evenkeel.model.data;

import java.util.Arrays;

/**
 * The non-zero features of one row by hash, as a linear model sees it: present numbers under their column's hash, tokens, and
 * the constant. Filled again and again. Not thread-safe.
 */
public final class SparseRow {
    private final int[] columns;
    private int count;
    private int[] hashes;
    private float[] values;

    /** A row for examples of that schema. */
    public SparseRow(Schema schema) {
        columns = schema.numeric().stream().mapToInt(FeatureHasher::column).toArray();
        hashes = new int[columns.length + 64];
        values = new float[columns.length + 64];
    }

    /** Takes row {@code row} of the batch: zeros and missing values are left out, the constant comes last. */
    public SparseRow fill(MiniBatch batch, int row) {
        int from = batch.tokenOffsets()[row];
        int to = batch.tokenOffsets()[row + 1];
        int most = columns.length + to - from + 1;
        if (most > hashes.length) {
            hashes = new int[2 * most];
            values = new float[2 * most];
        }
        count = 0;
        float[] numeric = batch.numeric();
        int base = row * columns.length;
        for (int j = 0; j < columns.length; j++) {
            float value = numeric[base + j];
            if (value != 0 && !Float.isNaN(value)) {
                hashes[count] = columns[j];
                values[count++] = value;
            }
        }
        for (int t = from; t < to; t++) {
            float value = batch.tokenValues()[t];
            if (value != 0) {
                hashes[count] = batch.tokens()[t];
                values[count++] = value;
            }
        }
        hashes[count] = FeatureHasher.CONSTANT;
        values[count++] = 1;
        return this;
    }

    /** Features in this row. */
    public int count() {
        return count;
    }

    /** Full 32-bit hashes; the backing array. */
    public int[] hashes() {
        return hashes;
    }

    /** Values; the backing array. */
    public float[] values() {
        return values;
    }

    @Override
    public String toString() {
        return Arrays.toString(Arrays.copyOf(hashes, count)) + Arrays.toString(Arrays.copyOf(values, count));
    }
}
