package dev.evenkeel.dashboard.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Figures over time in bounded memory: the last rows as they came, and all of them thinned, each moment by the same factor, so that
 * the least and the greatest value of every stretch stay. Not thread-safe.
 */
final class History {
    /** Rows as they came: more than an hour at one a second. */
    static final int RECENT = 4_000;
    /** Rows that all time is thinned to: 1,024 to 2,048, more than a chart has pixels. */
    static final int WHOLE = 2_048;

    private static final int DROPPED = RECENT / 10;

    private final Rows recent = new Rows(RECENT);
    private final Rows whole = new Rows(WHOLE);
    private final Map<String, Extremes> gathered = new HashMap<>();
    private double gatheredFromMs;
    private int gatheredRows;
    /** Rows that become two of {@link #whole}; 1 as long as each becomes one. */
    private int stride = 1;

    /** Takes in a row, later than all before. */
    void append(double atMs, Map<String, Float> figures) {
        if (recent.isFull()) {
            recent.dropFirst(DROPPED);
        }
        recent.append(atMs, figures);
        if (stride == 1) {
            whole.append(atMs, figures);
        } else {
            gather(atMs, figures);
        }
        if (whole.isFull()) {
            whole.thin();
            stride = stride == 1 ? 4 : 2 * stride;
        }
    }

    private void gather(double atMs, Map<String, Float> figures) {
        if (gatheredRows++ == 0) {
            gatheredFromMs = atMs;
        }
        figures.forEach((name, value) ->
                gathered.computeIfAbsent(name, n -> new Extremes()).take(value));
        if (gatheredRows == stride) {
            Map<String, Float> first = new HashMap<>();
            Map<String, Float> second = new HashMap<>();
            gathered.forEach((name, extremes) -> {
                first.put(name, extremes.first());
                second.put(name, extremes.second());
            });
            whole.append(gatheredFromMs, first);
            whole.append(atMs, second);
            gathered.clear();
            gatheredRows = 0;
        }
    }

    /** When the last row was; empty before the first. */
    OptionalDouble lastMs() {
        return recent.size() == 0 ? OptionalDouble.empty() : OptionalDouble.of(recent.timeMs(recent.size() - 1));
    }

    long cells() {
        return recent.cells() + whole.cells();
    }

    /** The rows from a moment on, as fine as they are kept for all of it. */
    View since(double fromMs) {
        boolean covered = stride == 1 || recent.timeMs(0) <= fromMs;
        List<Stretch> stretches = new ArrayList<>();
        if (covered) {
            stretches.add(new Stretch(recent, from(recent, fromMs), recent.size()));
        } else {
            stretches.add(new Stretch(whole, from(whole, fromMs), whole.size()));
            double wholeEndMs = whole.timeMs(whole.size() - 1);
            int next = from(recent, Math.nextUp(wholeEndMs)); // what is still being gathered
            stretches.add(new Stretch(recent, next, recent.size()));
        }
        return new View(stretches);
    }

    private static int from(Rows rows, double fromMs) {
        int low = 0;
        int high = rows.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (rows.timeMs(middle) < fromMs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Some rows of a table. */
    record Stretch(Rows rows, int from, int to) {}

    /** Rows one after the other; valid until the next row is appended. */
    record View(List<Stretch> stretches) {}
}
