package dev.evenkeel.connectors.format;

import dev.evenkeel.model.data.Example;

/** Turns the bytes of a row into an example. Not thread-safe: one for each thread. Made by {@link Formats}. */
public interface Decoder {
    /** The longest row that is decoded; a longer one is refused as {@code too long}. 8 MiB. */
    int MAX_ROW_BYTES = 8 << 20;

    /**
     * Decodes {@code bytes[from, to)}; a line end at its end is ignored.
     *
     * <p>Sets numbers (NaN where missing), tokens, label, weight, and the time where the schema has a time column. Partition and
     * offset, and the time where there is no such column, are left 0 for the caller to set afterwards.
     *
     * @param into cleared and filled; its width is the schema's number of numeric columns; undefined after a refusal
     * @throws DecodeException when the row is no example of this schema
     */
    void decode(byte[] bytes, int from, int to, Example into) throws DecodeException;

    /**
     * Decodes a whole array.
     *
     * @param bytes the row, or null for none, which is refused as {@code empty record}
     * @throws DecodeException when the row is no example of this schema
     */
    default void decode(byte[] bytes, Example into) throws DecodeException {
        if (bytes == null) {
            throw DecodeException.emptyRecord();
        }
        decode(bytes, 0, bytes.length, into);
    }
}
