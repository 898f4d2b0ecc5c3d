package dev.evenkeel.model.data;

import java.util.Arrays;

/**
 * One decoded row: numbers, tokens, a label. Mutable so that a decoder can fill the same object again and again; whoever
 * keeps one makes a {@link #copy()}. Not thread-safe.
 */
public final class Example {
    private final float[] numeric;
    private int tokenCount;
    private int[] tokens = new int[16];
    private float[] tokenValues = new float[16];
    private short[] tokenFields = new short[16];
    private float label;
    private float weight = 1;
    private long timeMs;
    private int partition;
    private long offset;
    private byte[] key;

    /** An example with {@code width} missing numbers and no token. */
    public Example(int width) {
        numeric = new float[width];
        clear();
    }

    /** Forgets the row: numbers missing, no tokens, label 0, weight 1, time, partition and offset 0, no key. */
    public Example clear() {
        Arrays.fill(numeric, Float.NaN);
        tokenCount = 0;
        label = 0;
        weight = 1;
        timeMs = 0;
        partition = 0;
        offset = 0;
        key = null;
        return this;
    }

    /** The numbers by column, NaN where missing; the backing array, to be written by decoders. */
    public float[] numeric() {
        return numeric;
    }

    /** Tokens in this row. */
    public int tokenCount() {
        return tokenCount;
    }

    /** Full 32-bit hashes; the backing array, valid up to {@link #tokenCount()}. */
    public int[] tokens() {
        return tokens;
    }

    /** Values of the tokens, 1 for categories and words; the backing array. */
    public float[] tokenValues() {
        return tokenValues;
    }

    /** Which column of {@link Schema#tokenFields()} each token is from (0 in open formats); the backing array. */
    public short[] tokenFields() {
        return tokenFields;
    }

    /**
     * Adds a token.
     *
     * @param field index in {@link Schema#tokenFields()}
     * @param hash full 32-bit hash
     * @param value finite
     */
    public void addToken(int field, int hash, float value) {
        if (tokenCount == tokens.length) {
            int capacity = 2 * tokenCount;
            tokens = Arrays.copyOf(tokens, capacity);
            tokenValues = Arrays.copyOf(tokenValues, capacity);
            tokenFields = Arrays.copyOf(tokenFields, capacity);
        }
        tokens[tokenCount] = hash;
        tokenValues[tokenCount] = value;
        tokenFields[tokenCount++] = (short) field;
    }

    /** The label as {@link LabelEncoder} gives it. */
    public float label() {
        return label;
    }

    /** Sets the label. */
    public Example label(float value) {
        label = value;
        return this;
    }

    /** The importance weight, &gt;= 0. */
    public float weight() {
        return weight;
    }

    /** Sets the importance weight. */
    public Example weight(float value) {
        weight = value;
        return this;
    }

    /** Event time in milliseconds since 1970 UTC. */
    public long timeMs() {
        return timeMs;
    }

    /** Sets the event time. */
    public Example timeMs(long value) {
        timeMs = value;
        return this;
    }

    /** The partition the row was read from; 0 for files. */
    public int partition() {
        return partition;
    }

    /** The row's offset in its partition; its number from 0 for files. */
    public long offset() {
        return offset;
    }

    /** Sets where the row was read. */
    public Example origin(int partition, long offset) {
        this.partition = partition;
        this.offset = offset;
        return this;
    }

    /** The record's key where it is to be carried along; else null. Not copied, not to be changed. */
    public byte[] key() {
        return key;
    }

    /** Sets the key, which is not copied; null for none. */
    public Example key(byte[] value) {
        key = value;
        return this;
    }

    /** An independent copy, but for the key's bytes, which nobody changes. */
    public Example copy() {
        Example copy = new Example(numeric.length);
        System.arraycopy(numeric, 0, copy.numeric, 0, numeric.length);
        int capacity = Math.max(tokenCount, 1);
        copy.tokens = Arrays.copyOf(tokens, capacity);
        copy.tokenValues = Arrays.copyOf(tokenValues, capacity);
        copy.tokenFields = Arrays.copyOf(tokenFields, capacity);
        copy.tokenCount = tokenCount;
        return copy.label(label)
                .weight(weight)
                .timeMs(timeMs)
                .origin(partition, offset)
                .key(key);
    }
}
