package dev.evenkeel.connectors.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A row in Avro's binary encoding (Avro 1.12 specification, "Binary Encoding"), read value by value where it lies. Whatever the bytes
 * say, nothing is read beyond the row and nothing is allocated. Not thread-safe.
 */
final class AvroBytes {
    /** How deep records may lie in records. */
    static final int DEEPEST = 64;

    private static final int LONGEST_VARINT = 10;
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = new byte[0];
    private int from;
    private int position;
    private int end;
    private int depth;

    /** Starts on the row in {@code bytes[from, to)}. */
    void reset(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        position = from;
        end = to;
        depth = 0;
    }

    /** The array that holds the row. */
    byte[] bytes() {
        return bytes;
    }

    /** Where the next value starts. */
    int position() {
        return position;
    }

    /** Bytes that are left. */
    int remaining() {
        return end - position;
    }

    /** A zigzag number of one to ten bytes. */
    long readLong(String column) throws DecodeException {
        if (position < end && bytes[position] >= 0) {
            long b = bytes[position++];
            return (b >>> 1) ^ -(b & 1);
        }
        return readLongLong(column);
    }

    private long readLongLong(String column) throws DecodeException {
        long value = 0;
        for (int i = 0; i < LONGEST_VARINT; i++) {
            byte b = readByte(column);
            value |= (b & 0x7FL) << (7 * i);
            if (b >= 0) {
                if (i == LONGEST_VARINT - 1 && b > 1) {
                    break;
                }
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new DecodeException("malformed Avro", column, "a number of more than 64 bits", "a long");
    }

    /** A zigzag number that fits into 32 bits. */
    int readInt(String column) throws DecodeException {
        long value = readLong(column);
        if (value != (int) value) {
            throw new DecodeException("malformed Avro", column, Long.toString(value), "an int of 32 bits");
        }
        return (int) value;
    }

    byte readByte(String column) throws DecodeException {
        require(1, column);
        return bytes[position++];
    }

    float readFloat(String column) throws DecodeException {
        require(Float.BYTES, column);
        position += Float.BYTES;
        return Float.intBitsToFloat((int) INTS.get(bytes, position - Float.BYTES));
    }

    double readDouble(String column) throws DecodeException {
        require(Double.BYTES, column);
        position += Double.BYTES;
        return Double.longBitsToDouble((long) LONGS.get(bytes, position - Double.BYTES));
    }

    /** The length of a string or of bytes, all of which are there. */
    int readLength(String column) throws DecodeException {
        long length = readLong(column);
        if (length < 0 || length > remaining()) {
            throw new DecodeException(
                    "malformed Avro",
                    column,
                    length + " bytes",
                    "a length within the record, of which " + remaining() + " bytes are left");
        }
        return (int) length;
    }

    /** Passes over bytes. */
    void skip(long length, String column) throws DecodeException {
        require(length, column);
        position += (int) length;
    }

    private void require(long length, String column) throws DecodeException {
        if (length > end - position) {
            throw new DecodeException("truncated", column, (end - from) + " bytes", "the whole record");
        }
    }

    /** Goes into a record within a record. */
    void enter(String column) throws DecodeException {
        if (++depth > DEEPEST) {
            throw new DecodeException("malformed Avro", column, "more than " + DEEPEST + " levels", "a flatter record");
        }
    }

    /** Comes out of a record within a record. */
    void leave() {
        depth--;
    }

    /** Refuses a row that goes on. */
    void requireEnd() throws DecodeException {
        if (position != end) {
            throw new DecodeException("bytes after the record", "bytes", Integer.toString(remaining()), "none");
        }
    }
}
