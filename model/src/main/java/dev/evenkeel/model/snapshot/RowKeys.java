package dev.evenkeel.model.snapshot;

import dev.evenkeel.model.parameter.RowIndex;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which rows of two states of a table are of the same key. Stateless. */
enum RowKeys {
    /** Keys ascend, and new ones come in between. */
    ASCENDING {
        @Override
        Optional<int[]> baseRows(int[] base, int[] next) {
            int[] rows = new int[next.length];
            int at = 0;
            for (int i = 0; i < next.length; i++) {
                boolean known = at < base.length && base[at] == next[i];
                rows[i] = known ? at++ : NEW;
            }
            return at == base.length ? Optional.of(rows) : Optional.empty();
        }

        @Override
        int[] sources(String name, int[] base, int[] delta) throws IOException {
            require(ascending(base) && ascending(delta), "keys must ascend: tensor=" + name);
            int[] merged = new int[Math.addExact(base.length, delta.length)];
            int size = 0;
            int b = 0;
            for (int d = 0; d < delta.length; d++) {
                while (b < base.length && base[b] < delta[d]) {
                    merged[size++] = b++;
                }
                b += b < base.length && base[b] == delta[d] ? 1 : 0;
                merged[size++] = ~d;
            }
            while (b < base.length) {
                merged[size++] = b++;
            }
            return Arrays.copyOf(merged, size);
        }
    },
    /** Keys come in the order they were first seen, and new ones at the end. */
    APPENDED {
        @Override
        Optional<int[]> baseRows(int[] base, int[] next) {
            if (next.length < base.length || !Arrays.equals(base, 0, base.length, next, 0, base.length)) {
                return Optional.empty();
            }
            int[] rows = new int[next.length];
            Arrays.setAll(rows, i -> i < base.length ? i : NEW);
            return Optional.of(rows);
        }

        @Override
        int[] sources(String name, int[] base, int[] delta) throws IOException {
            RowIndex positions = new RowIndex();
            for (int key : base) {
                positions.add(key);
            }
            require(positions.size() == base.length, "keys must be distinct: tensor=" + name);
            int[] merged = new int[Math.addExact(base.length, delta.length)];
            Arrays.setAll(merged, i -> i);
            for (int d = 0; d < delta.length; d++) {
                int position = positions.add(delta[d]);
                require(merged[position] == position, "keys must be distinct: tensor=" + name);
                merged[position] = ~d;
            }
            return Arrays.copyOf(merged, positions.size());
        }
    };

    /** Stands for the base row of a key the base has not. */
    static final int NEW = -1;

    /** How a table of those keys grows: ascending where they do. */
    static RowKeys of(int[] base, int[] next) {
        return ascending(base) && ascending(next) ? ASCENDING : APPENDED;
    }

    /** The row of the base for each row of {@code next}, or {@link #NEW}; empty when {@code next} has not grown from it. */
    abstract Optional<int[]> baseRows(int[] base, int[] next);

    /**
     * Where each row of the grown table comes from: a row of the base, or {@code ~row} of the delta.
     *
     * @param name of the tensor of keys
     * @throws IOException when the keys are not in this order
     */
    abstract int[] sources(String name, int[] base, int[] delta) throws IOException;

    /** As metadata have it. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static boolean ascending(int[] keys) {
        for (int i = 1; i < keys.length; i++) {
            if (keys[i] <= keys[i - 1]) {
                return false;
            }
        }
        return true;
    }

    private static void require(boolean holds, String rule) throws IOException {
        if (!holds) {
            throw new IOException(rule);
        }
    }
}
