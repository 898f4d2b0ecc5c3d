package dev.evenkeel.model.data;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;

/**
 * Examples and batches as bytes, exactly (NaN's bits included). Thread-safe: it has no state.
 *
 * <p>A first number below 0 stands for its complement, and says that keys come last: what carries none is laid out as it was
 * before there were keys.
 *
 * <p>The layout is private to one version of Evenkeel's serializers, which carry the version; see the job's state.
 */
public final class BatchCodec {
    private BatchCodec() {}

    /** Writes an example; {@link #readExample} is its inverse. */
    public static void write(Example example, DataOutput out) throws IOException {
        int width = example.numeric().length;
        int tokens = example.tokenCount();
        ByteBuffer buffer = ByteBuffer.allocate(8 + 4 * width + 10 * tokens + 28);
        buffer.putInt(example.key() == null ? width : ~width).putInt(tokens);
        for (float value : example.numeric()) {
            buffer.putFloat(value);
        }
        for (int t = 0; t < tokens; t++) {
            buffer.putInt(example.tokens()[t])
                    .putFloat(example.tokenValues()[t])
                    .putShort(example.tokenFields()[t]);
        }
        buffer.putFloat(example.label()).putFloat(example.weight()).putLong(example.timeMs());
        buffer.putInt(example.partition()).putLong(example.offset());
        out.write(buffer.array());
        if (example.key() != null) {
            writeKey(example.key(), out);
        }
    }

    /**
     * Reads what {@link #write(Example, DataOutput)} wrote.
     *
     * @throws IOException when the bytes end early or a count is damaged
     */
    public static Example readExample(DataInput in) throws IOException {
        int first = in.readInt();
        int width = first < 0 ? ~first : first;
        int tokens = count(in, "tokens");
        ByteBuffer buffer = ByteBuffer.wrap(BoundedBytes.read(in, "example", 4L * width + 10L * tokens + 28));
        Example example = new Example(width);
        for (int j = 0; j < width; j++) {
            example.numeric()[j] = buffer.getFloat();
        }
        for (int t = 0; t < tokens; t++) {
            int hash = buffer.getInt();
            float value = buffer.getFloat();
            example.addToken(buffer.getShort(), hash, value);
        }
        example.label(buffer.getFloat()).weight(buffer.getFloat()).timeMs(buffer.getLong());
        return example.origin(buffer.getInt(), buffer.getLong()).key(first < 0 ? readKey(in) : null);
    }

    /** Writes a batch; {@link #readBatch} is its inverse. */
    public static void write(MiniBatch batch, DataOutput out) throws IOException {
        int rows = batch.rows();
        int tokens = batch.tokens().length;
        out.writeInt(batch.hasKeys() ? ~rows : rows);
        out.writeInt(batch.width());
        out.writeInt(tokens);
        ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(size(rows, batch.width(), tokens)));
        putFloats(buffer, batch.numeric());
        putInts(buffer, batch.tokenOffsets());
        putInts(buffer, batch.tokens());
        putFloats(buffer, batch.tokenValues());
        putFloats(buffer, batch.labels());
        putFloats(buffer, batch.weights());
        putInts(buffer, batch.partitions());
        putLongs(buffer, batch.timesMs());
        putLongs(buffer, batch.offsets());
        for (short field : batch.tokenFields()) {
            buffer.putShort(field);
        }
        out.write(buffer.array());
        for (int r = 0; batch.hasKeys() && r < rows; r++) {
            writeKey(batch.key(r), out);
        }
    }

    /**
     * Reads what {@link #write(MiniBatch, DataOutput)} wrote.
     *
     * @throws IOException when the bytes end early, or counts or offsets are damaged
     */
    public static MiniBatch readBatch(DataInput in) throws IOException {
        int first = in.readInt();
        int rows = first < 0 ? ~first : first;
        int width = count(in, "width");
        int tokens = count(in, "tokens");
        ByteBuffer buffer = ByteBuffer.wrap(BoundedBytes.read(in, "batch", size(rows, width, tokens)));
        MiniBatch.Columns columns = new MiniBatch.Columns(
                floats(buffer, rows * width),
                ints(buffer, rows + 1),
                ints(buffer, tokens),
                floats(buffer, tokens),
                floats(buffer, rows),
                floats(buffer, rows),
                ints(buffer, rows),
                longs(buffer, rows),
                longs(buffer, rows),
                new short[tokens],
                first < 0 ? new byte[rows][] : null);
        buffer.asShortBuffer().get(columns.tokenFields());
        requireAscending(columns.tokenOffsets(), tokens);
        for (int r = 0; first < 0 && r < rows; r++) {
            columns.keys()[r] = readKey(in);
        }
        return new MiniBatch(width, columns);
    }

    /** The length, -1 for none, and the bytes. */
    private static void writeKey(byte[] key, DataOutput out) throws IOException {
        out.writeInt(key == null ? -1 : key.length);
        if (key != null) {
            out.write(key);
        }
    }

    private static byte[] readKey(DataInput in) throws IOException {
        int length = in.readInt();
        return length == -1 ? null : BoundedBytes.read(in, "key", length);
    }

    private static long size(long rows, long width, long tokens) {
        long cells =
                Math.min(rows * width, Integer.MAX_VALUE); // too large either way, and four times it is no overflow
        return 4 * (cells + rows + 1 + 2 * tokens + 3 * rows) + 16 * rows + 2 * tokens;
    }

    private static int count(DataInput in, String what) throws IOException {
        int count = in.readInt();
        if (count < 0) {
            throw new IOException("must be >= 0: " + what + "=" + count);
        }
        return count;
    }

    private static void requireAscending(int[] offsets, int tokens) throws IOException {
        int before = 0;
        for (int offset : offsets) {
            if (offset < before) {
                throw new IOException("must ascend: token offset=" + offset + ", expected>=" + before);
            }
            before = offset;
        }
        if (offsets[0] != 0 || before != tokens) {
            throw new IOException("must span the tokens: first offset=" + offsets[0] + ", last offset=" + before
                    + ", tokens=" + tokens);
        }
    }

    private static void putFloats(ByteBuffer buffer, float[] values) {
        buffer.asFloatBuffer().put(values);
        buffer.position(buffer.position() + 4 * values.length);
    }

    private static void putInts(ByteBuffer buffer, int[] values) {
        buffer.asIntBuffer().put(values);
        buffer.position(buffer.position() + 4 * values.length);
    }

    private static void putLongs(ByteBuffer buffer, long[] values) {
        buffer.asLongBuffer().put(values);
        buffer.position(buffer.position() + 8 * values.length);
    }

    private static float[] floats(ByteBuffer buffer, int length) {
        FloatBuffer view = buffer.asFloatBuffer();
        float[] values = new float[length];
        view.get(values);
        buffer.position(buffer.position() + 4 * length);
        return values;
    }

    private static int[] ints(ByteBuffer buffer, int length) {
        IntBuffer view = buffer.asIntBuffer();
        int[] values = new int[length];
        view.get(values);
        buffer.position(buffer.position() + 4 * length);
        return values;
    }

    private static long[] longs(ByteBuffer buffer, int length) {
        LongBuffer view = buffer.asLongBuffer();
        long[] values = new long[length];
        view.get(values);
        buffer.position(buffer.position() + 8 * length);
        return values;
    }
}
