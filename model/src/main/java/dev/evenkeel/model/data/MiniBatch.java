package dev.evenkeel.model.data;

import java.util.Arrays;

/**
 * Rows by column: one row-major array of numbers, tokens as compressed sparse rows, labels, weights, times, origins.
 *
 * <p>Read-only by convention: accessors give the backing arrays, which no reader changes. Safe to share between threads once
 * built.
 */
public final class MiniBatch {
    /** The arrays of a batch, by column; {@code keys} is null where no row has one. */
    @SuppressWarnings("ArrayRecordComponent") // a bundle of arrays, never compared
    record Columns(
            float[] numeric,
            int[] tokenOffsets,
            int[] tokens,
            float[] tokenValues,
            float[] labels,
            float[] weights,
            int[] partitions,
            long[] timesMs,
            long[] offsets,
            short[] tokenFields,
            byte[][] keys) {}

    private final int rows;
    private final int width;
    private final Columns columns;

    MiniBatch(int width, Columns columns) {
        this.width = width;
        this.columns = columns;
        rows = columns.labels.length;
    }

    /** Rows in this batch. */
    public int rows() {
        return rows;
    }

    /** Numeric columns. */
    public int width() {
        return width;
    }

    /** Numbers, {@code [rows, width]} row-major, NaN where missing. */
    public float[] numeric() {
        return columns.numeric;
    }

    /** {@code [rows + 1]}: row r's tokens are those in {@code [tokenOffsets[r], tokenOffsets[r + 1])}. */
    public int[] tokenOffsets() {
        return columns.tokenOffsets;
    }

    /** Full 32-bit hashes. */
    public int[] tokens() {
        return columns.tokens;
    }

    /** Values of the tokens. */
    public float[] tokenValues() {
        return columns.tokenValues;
    }

    /** Index in {@link Schema#tokenFields()} of each token. */
    public short[] tokenFields() {
        return columns.tokenFields;
    }

    /** {@code [rows]}: see {@link LabelEncoder}. */
    public float[] labels() {
        return columns.labels;
    }

    /** {@code [rows]}: importance weights. */
    public float[] weights() {
        return columns.weights;
    }

    /** {@code [rows]}: event times in milliseconds since 1970 UTC. */
    public long[] timesMs() {
        return columns.timesMs;
    }

    /** {@code [rows]}: the partition each row was read from. */
    public int[] partitions() {
        return columns.partitions;
    }

    /** {@code [rows]}: the offset of each row in its partition. */
    public long[] offsets() {
        return columns.offsets;
    }

    /** The key of the record a row was read from; null where none is carried along. */
    public byte[] key(int row) {
        return columns.keys == null ? null : columns.keys[row];
    }

    /** Whether any row carries a key. */
    boolean hasKeys() {
        return columns.keys != null;
    }

    /**
     * The same rows with other values; arrays are taken as they are, each as long as this batch's own.
     *
     * @throws IllegalArgumentException when one has another length
     */
    public MiniBatch with(float[] numeric, float[] tokenValues, float[] labels, float[] weights) {
        Columns c = columns;
        if (numeric.length != c.numeric.length
                || tokenValues.length != c.tokenValues.length
                || labels.length != rows
                || weights.length != rows) {
            throw new IllegalArgumentException("must have the batch's lengths: numeric=" + numeric.length
                    + ", tokenValues=" + tokenValues.length + ", labels=" + labels.length + ", weights="
                    + weights.length);
        }
        Columns other = new Columns(
                numeric,
                c.tokenOffsets,
                c.tokens,
                tokenValues,
                labels,
                weights,
                c.partitions,
                c.timesMs,
                c.offsets,
                c.tokenFields,
                c.keys);
        return new MiniBatch(width, other);
    }

    /** Copies row {@code row} into {@code into}, replacing what it held. */
    public void row(int row, Example into) {
        into.clear();
        Columns c = columns;
        System.arraycopy(c.numeric, row * width, into.numeric(), 0, width);
        for (int t = c.tokenOffsets[row]; t < c.tokenOffsets[row + 1]; t++) {
            into.addToken(c.tokenFields[t], c.tokens[t], c.tokenValues[t]);
        }
        into.label(c.labels[row])
                .weight(c.weights[row])
                .timeMs(c.timesMs[row])
                .origin(c.partitions[row], c.offsets[row])
                .key(key(row));
    }

    /** Collects examples into a batch; reusable after {@link #clear()}. Not thread-safe. */
    public static final class Builder {
        private final int width;
        private int rows;
        private float[] numeric;
        private int[] tokenOffsets;
        private int[] tokens = new int[256];
        private float[] tokenValues = new float[256];
        private short[] tokenFields = new short[256];
        private float[] labels;
        private float[] weights;
        private long[] timesMs;
        private int[] partitions;
        private long[] offsets;
        /** Null until a row has a key. */
        private byte[][] keys;

        /**
         * A builder for rows of {@code width} numbers.
         *
         * @param width numeric columns, &gt;= 0
         * @param expectedRows sizes the first allocation, &gt;= 1
         * @throws IllegalArgumentException when one of them is out of range
         */
        public Builder(int width, int expectedRows) {
            if (width < 0 || expectedRows < 1) {
                throw new IllegalArgumentException(
                        "must be >= 0 and >= 1: width=" + width + ", expectedRows=" + expectedRows);
            }
            this.width = width;
            numeric = new float[expectedRows * width];
            tokenOffsets = new int[expectedRows + 1];
            labels = new float[expectedRows];
            weights = new float[expectedRows];
            timesMs = new long[expectedRows];
            partitions = new int[expectedRows];
            offsets = new long[expectedRows];
        }

        /** Rows added since the last {@link #clear()}. */
        public int rows() {
            return rows;
        }

        /**
         * Adds a copy of the example.
         *
         * @throws IllegalArgumentException when its width differs
         */
        public Builder add(Example example) {
            if (example.numeric().length != width) {
                throw new IllegalArgumentException(
                        "must have the batch's width: numeric=" + example.numeric().length + ", expected=" + width);
            }
            reserve(example.tokenCount());
            int first = tokenOffsets[rows];
            System.arraycopy(example.numeric(), 0, numeric, rows * width, width);
            System.arraycopy(example.tokens(), 0, tokens, first, example.tokenCount());
            System.arraycopy(example.tokenValues(), 0, tokenValues, first, example.tokenCount());
            System.arraycopy(example.tokenFields(), 0, tokenFields, first, example.tokenCount());
            labels[rows] = example.label();
            weights[rows] = example.weight();
            timesMs[rows] = example.timeMs();
            partitions[rows] = example.partition();
            offsets[rows] = example.offset();
            if (example.key() != null) {
                keys = keys == null ? new byte[labels.length][] : keys;
                keys[rows] = example.key();
            }
            tokenOffsets[++rows] = first + example.tokenCount();
            return this;
        }

        /** Adds a copy of rows {@code [from, to)} of another batch of the same width. */
        public Builder add(MiniBatch batch, int from, int to) {
            Example row = new Example(width);
            for (int r = from; r < to; r++) {
                batch.row(r, row);
                add(row);
            }
            return this;
        }

        /** The rows added so far as a batch of its own. */
        public MiniBatch build() {
            int tokenCount = tokenOffsets[rows];
            Columns columns = new Columns(
                    Arrays.copyOf(numeric, rows * width),
                    Arrays.copyOf(tokenOffsets, rows + 1),
                    Arrays.copyOf(tokens, tokenCount),
                    Arrays.copyOf(tokenValues, tokenCount),
                    Arrays.copyOf(labels, rows),
                    Arrays.copyOf(weights, rows),
                    Arrays.copyOf(partitions, rows),
                    Arrays.copyOf(timesMs, rows),
                    Arrays.copyOf(offsets, rows),
                    Arrays.copyOf(tokenFields, tokenCount),
                    keys == null ? null : Arrays.copyOf(keys, rows));
            return new MiniBatch(width, columns);
        }

        /** Forgets all rows and keeps the memory. */
        public Builder clear() {
            rows = 0;
            keys = null;
            return this;
        }

        private void reserve(int moreTokens) {
            if (rows == labels.length) {
                int capacity = 2 * rows;
                numeric = Arrays.copyOf(numeric, capacity * width);
                tokenOffsets = Arrays.copyOf(tokenOffsets, capacity + 1);
                labels = Arrays.copyOf(labels, capacity);
                weights = Arrays.copyOf(weights, capacity);
                timesMs = Arrays.copyOf(timesMs, capacity);
                partitions = Arrays.copyOf(partitions, capacity);
                offsets = Arrays.copyOf(offsets, capacity);
                keys = keys == null ? null : Arrays.copyOf(keys, capacity);
            }
            int tokenCount = tokenOffsets[rows] + moreTokens;
            if (tokenCount > tokens.length) {
                int capacity = Math.max(tokenCount, 2 * tokens.length);
                tokens = Arrays.copyOf(tokens, capacity);
                tokenValues = Arrays.copyOf(tokenValues, capacity);
                tokenFields = Arrays.copyOf(tokenFields, capacity);
            }
        }
    }
}
