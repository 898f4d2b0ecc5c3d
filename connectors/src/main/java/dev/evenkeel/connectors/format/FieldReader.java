package dev.evenkeel.connectors.format;

/** Reads the named values of rows without knowing what they mean. Not thread-safe. Made by {@link Formats}. */
public interface FieldReader {
    /**
     * Gives each value of the row in {@code bytes[from, to)} to the visitor, in the row's order.
     *
     * @throws DecodeException when the row is malformed, or the visitor refuses a value
     */
    void read(byte[] bytes, int from, int to, FieldVisitor visitor) throws DecodeException;
}
