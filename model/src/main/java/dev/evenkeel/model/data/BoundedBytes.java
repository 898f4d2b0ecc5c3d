package dev.evenkeel.model.data;

import java.io.DataInput;
import java.io.IOException;
import java.util.Arrays;

/** Reads bytes whose number was itself read, and may be damaged. Stateless and thread-safe. */
public final class BoundedBytes {
    private static final int FIRST = 1 << 20;
    private static final int MOST = Integer.MAX_VALUE - 8;

    private BoundedBytes() {}

    /**
     * Reads {@code length} bytes. Memory grows with what is really there, at most twofold: a damaged length meets the end of the
     * input, not the end of the memory.
     *
     * @param what names the bytes in errors
     * @throws IOException when the length is negative or above 2 GiB, or the input ends before
     */
    public static byte[] read(DataInput in, String what, long length) throws IOException {
        if (length < 0 || length > MOST) {
            throw new IOException("must be in [0, " + MOST + "]: " + what + " bytes=" + length);
        }
        byte[] bytes = new byte[(int) Math.min(length, FIRST)];
        in.readFully(bytes);
        while (bytes.length < length) {
            int had = bytes.length;
            bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * had));
            in.readFully(bytes, had, bytes.length - had);
        }
        return bytes;
    }
}
