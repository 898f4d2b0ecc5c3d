package dev.evenkeel.cli.offline;

import java.util.ArrayList;
import java.util.List;

/** Counts rejected rows and keeps the first few. Not thread-safe. */
public final class Rejections {
    /** How many are kept. */
    public static final int KEPT = 5;

    private final List<RejectedRow> first = new ArrayList<>();
    private long count;

    /** Counts a row. */
    void add(RejectedRow row) {
        count++;
        if (first.size() < KEPT) {
            first.add(row);
        }
    }

    /** Rejected rows. */
    public long count() {
        return count;
    }

    /** The first of them, {@value #KEPT} at most. */
    public List<RejectedRow> first() {
        return List.copyOf(first);
    }
}
