package dev.evenkeel.model.stability;

import dev.evenkeel.model.parameter.NamedTensors;
import java.util.Arrays;

/**
 * Counts of rows of some kinds: in the block under way, in the one before, and in all. Lately means the first two. Not thread-safe.
 */
final class RecentRows {
    private final String path;
    private final long[] now;
    private final long[] before;
    private final long[] all;

    RecentRows(String path, int kinds) {
        this.path = path;
        now = new long[kinds];
        before = new long[kinds];
        all = new long[kinds];
    }

    void add(int kind, long count) {
        now[kind] += count;
        all[kind] += count;
    }

    long lately(int kind) {
        return now[kind] + before[kind];
    }

    long all(int kind) {
        return all[kind];
    }

    /** In the block under way. */
    long now(int kind) {
        return now[kind];
    }

    /** A block has ended. */
    void turn() {
        System.arraycopy(now, 0, before, 0, now.length);
        Arrays.fill(now, 0);
    }

    void save(NamedTensors into) {
        long[] counts = Arrays.copyOf(now, 3 * now.length);
        System.arraycopy(before, 0, counts, now.length, now.length);
        System.arraycopy(all, 0, counts, 2 * now.length, now.length);
        into.put(path, counts, 3, now.length);
    }

    void load(NamedTensors from) {
        long[] counts = from.longs(path, 3 * now.length);
        System.arraycopy(counts, 0, now, 0, now.length);
        System.arraycopy(counts, now.length, before, 0, now.length);
        System.arraycopy(counts, 2 * now.length, all, 0, now.length);
    }
}
