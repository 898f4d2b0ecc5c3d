package dev.evenkeel.model.data;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Hashes the names of features to 32 bits; a table masks the hash to its own size. Stateless and thread-safe.
 *
 * <p>MurmurHash3 (x86, 32 bits; Austin Appleby, public domain). A column's or namespace's name is hashed with seed 0; its
 * values are hashed with that hash as their seed, so equal values of different columns stay apart.
 */
public final class FeatureHasher {
    /** The hash of the constant feature, present in every example of a linear model (Vowpal Wabbit's number). */
    public static final int CONSTANT = 11650396;

    private static final VarHandle FOUR = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private FeatureHasher() {}

    /** The seed of a column's values, and the hash of a numeric column itself. */
    public static int column(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return hash(bytes, 0, bytes.length, 0);
    }

    /** MurmurHash3 of {@code bytes[from, to)}. */
    public static int hash(byte[] bytes, int from, int to, int seed) {
        int h = seed;
        int length = to - from;
        int blocks = from + (length & ~3);
        for (int i = from; i < blocks; i += 4) {
            h ^= scramble((int) FOUR.get(bytes, i));
            h = Integer.rotateLeft(h, 13) * 5 + 0xe6546b64;
        }
        int tail = 0;
        for (int i = to - 1; i >= blocks; i--) {
            tail = (tail << 8) | (bytes[i] & 255);
        }
        h ^= scramble(tail) ^ length;
        h = (h ^ (h >>> 16)) * 0x85ebca6b;
        h = (h ^ (h >>> 13)) * 0xc2b2ae35;
        return h ^ (h >>> 16);
    }

    private static int scramble(int k) {
        return Integer.rotateLeft(k * 0xcc9e2d51, 15) * 0x1b873593;
    }
}
