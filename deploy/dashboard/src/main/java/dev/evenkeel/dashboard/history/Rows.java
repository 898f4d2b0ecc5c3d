package dev.evenkeel.dashboard.history;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A table of figures over time: a column a figure, a row a moment. A figure that first comes late, or is missing in a row, is NaN
 * there. Not thread-safe.
 */
final class Rows {
    /** A pipeline of many layers has some hundred figures; what comes beyond is passed over. */
    static final int MOST_COLUMNS = 512;

    private final int capacity;
    private double[] timeMs = new double[64];
    private final Map<String, float[]> columns = new LinkedHashMap<>();
    private int size;

    /** An empty table of at most so many rows. */
    Rows(int capacity) {
        this.capacity = capacity;
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size == capacity;
    }

    double timeMs(int row) {
        return timeMs[row];
    }

    Set<String> names() {
        return columns.keySet();
    }

    float value(String name, int row) {
        return columns.get(name)[row];
    }

    /** How many numbers it holds. */
    long cells() {
        return (long) timeMs.length * (columns.size() + 2);
    }

    /** Appends a row; there must be room. */
    void append(double atMs, Map<String, Float> figures) {
        grow();
        timeMs[size] = atMs;
        for (float[] column : columns.values()) {
            column[size] = Float.NaN;
        }
        for (Map.Entry<String, Float> figure : figures.entrySet()) {
            float[] column = columns.get(figure.getKey());
            if (column == null && columns.size() < MOST_COLUMNS) {
                column = new float[timeMs.length];
                Arrays.fill(column, Float.NaN);
                columns.put(figure.getKey(), column);
            }
            if (column != null) {
                column[size] = figure.getValue();
            }
        }
        size++;
    }

    private void grow() {
        if (size == capacity) {
            throw new IllegalStateException("must have room: rows=" + size);
        }
        if (size == timeMs.length) {
            int length = Math.min(capacity, 2 * size);
            timeMs = Arrays.copyOf(timeMs, length);
            columns.replaceAll((name, column) -> Arrays.copyOf(column, length));
        }
    }

    /** Drops the oldest rows. */
    void dropFirst(int count) {
        size -= count;
        System.arraycopy(timeMs, count, timeMs, 0, size);
        columns.values().forEach(column -> System.arraycopy(column, count, column, 0, size));
    }

    /**
     * Halves the rows: of each four, the least and the greatest value of every figure stay, in the order in which they came. Rows
     * beyond the last four stay as they are.
     */
    void thin() {
        int groups = size / 4;
        int rest = size - 4 * groups;
        columns.values().forEach(column -> thin(column, groups, rest));
        for (int g = 0; g < groups; g++) {
            timeMs[2 * g] = timeMs[4 * g];
            timeMs[2 * g + 1] = timeMs[4 * g + 3];
        }
        System.arraycopy(timeMs, 4 * groups, timeMs, 2 * groups, rest);
        size = 2 * groups + rest;
    }

    private static void thin(float[] column, int groups, int rest) {
        for (int g = 0; g < groups; g++) {
            Extremes extremes = new Extremes();
            for (int i = 0; i < 4; i++) {
                extremes.take(column[4 * g + i]);
            }
            column[2 * g] = extremes.first();
            column[2 * g + 1] = extremes.second();
        }
        System.arraycopy(column, 4 * groups, column, 2 * groups, rest);
    }
}
