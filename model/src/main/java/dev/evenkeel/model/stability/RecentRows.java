package dev.evenkeel.model.stability;

import dev.evenkeel.model.parameter.NamedTensors;
import java.util.Arrays;

/**
 * Counts of rows of some kinds: in the block under way, in the {@value #BLOCKS} before, and in all. Lately means all but the last. Not
 * thread-safe.
 */
final class RecentRows {
    static final int BLOCKS = 3;

    private final String path;
    private final long[] now;
    /** Newest first. */
    private final long[][] before;

    private final long[] all;

    RecentRows(String path, int kinds) {
        this.path = path;
        now = new long[kinds];
        before = new long[BLOCKS][kinds];
        all = new long[kinds];
    }

    void add(int kind, long count) {
        now[kind] += count;
        all[kind] += count;
    }

    long lately(int kind) {
        long sum = now[kind];
        for (long[] block : before) {
            sum += block[kind];
        }
        return sum;
    }

    long all(int kind) {
        return all[kind];
    }

    /** In the block under way or the one before, whichever has more. */
    long inABlock(int kind) {
        return Math.max(now[kind], before[0][kind]);
    }

    /** In the block under way. */
    long now(int kind) {
        return now[kind];
    }

    /** What was counted lately counts as long ago. */
    void forget(int kind) {
        now[kind] = 0;
        for (long[] block : before) {
            block[kind] = 0;
        }
    }

    /** A block has ended. */
    void turn() {
        for (int b = BLOCKS - 1; b > 0; b--) {
            System.arraycopy(before[b - 1], 0, before[b], 0, now.length);
        }
        System.arraycopy(now, 0, before[0], 0, now.length);
        Arrays.fill(now, 0);
    }

    void save(NamedTensors into) {
        int kinds = now.length;
        long[] counts = Arrays.copyOf(now, (BLOCKS + 2) * kinds);
        System.arraycopy(all, 0, counts, kinds, kinds);
        for (int b = 0; b < BLOCKS; b++) {
            System.arraycopy(before[b], 0, counts, (b + 2) * kinds, kinds);
        }
        into.put(path, counts, BLOCKS + 2, kinds);
    }

    void load(NamedTensors from) {
        int kinds = now.length;
        long[] counts = from.longs(path, (BLOCKS + 2) * kinds);
        System.arraycopy(counts, 0, now, 0, kinds);
        System.arraycopy(counts, kinds, all, 0, kinds);
        for (int b = 0; b < BLOCKS; b++) {
            System.arraycopy(counts, (b + 2) * kinds, before[b], 0, kinds);
        }
    }
}
