package dev.evenkeel.model.data;

import java.util.Arrays;
import java.util.List;

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
        this(schema.numeric());
    }

    /** A row of numbers under those names, and tokens. */
    public SparseRow(List<String> numeric) {
        columns = numeric.stream().mapToInt(FeatureHasher::column).toArray();
        hashes = new int[columns.length + 64];
        values = new float[columns.length + 64];
    }

    /** Takes row {@code row} of the batch: zeros and missing values are left out, the constant comes last. */
    public SparseRow fill(MiniBatch batch, int row) {
        count = 0;
        addNumbers(batch.numeric(), row * columns.length);
        addTokens(batch, row);
        return addConstant();
    }

    /**
     * Takes prepared numbers in place of the batch's own.
     *
     * @param numbers holds one number a column from {@code at} on
     * @param tokens whether the tokens of row {@code row} of the batch come along
     */
    public SparseRow fill(float[] numbers, int at, MiniBatch batch, int row, boolean tokens) {
        count = 0;
        addNumbers(numbers, at);
        if (tokens) {
            addTokens(batch, row);
        }
        return addConstant();
    }

    private void addNumbers(float[] numbers, int at) {
        for (int j = 0; j < columns.length; j++) {
            float value = numbers[at + j];
            if (value != 0 && !Float.isNaN(value)) {
                hashes[count] = columns[j];
                values[count++] = value;
            }
        }
    }

    private void addTokens(MiniBatch batch, int row) {
        int from = batch.tokenOffsets()[row];
        int to = batch.tokenOffsets()[row + 1];
        int most = columns.length + to - from + 1;
        if (most > hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * most);
            values = Arrays.copyOf(values, 2 * most);
        }
        for (int t = from; t < to; t++) {
            float value = batch.tokenValues()[t];
            if (value != 0) {
                hashes[count] = batch.tokens()[t];
                values[count++] = value;
            }
        }
    }

    private SparseRow addConstant() {
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
