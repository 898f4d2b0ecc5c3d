package dev.evenkeel.model.stability;

import dev.evenkeel.model.parameter.NamedTensors;
import java.util.Arrays;

/**
 * The habits of all columns of numbers, by every {@value #EVERY}th row: a column that breaks them is broken, whatever the guards make of
 * its numbers. Not thread-safe.
 */
final class ColumnHabits {
    private static final String PATH = "lane/health/columns";
    private static final int EVERY = 16;
    /** Numbers of a column's block under way among those kept, and all of them. */
    private static final int BLOCK = 5;

    private static final int LENGTH = BLOCK + ColumnTrack.LENGTH;

    private final ColumnTrack[] columns;
    // the block under way, by column
    private final float[] previous;
    private final float[] largest;
    private final int[] present;
    private final int[] repeated;
    private int rows;

    ColumnHabits(int width) {
        columns = new ColumnTrack[width];
        Arrays.setAll(columns, j -> new ColumnTrack());
        previous = new float[width];
        Arrays.fill(previous, Float.NaN);
        largest = new float[width];
        present = new int[width];
        repeated = new int[width];
    }

    /**
     * Takes a row.
     *
     * @param number of the row in the stream
     * @param values its numbers begin at {@code at}; NaN where one is missing
     */
    void add(long number, float[] values, int at) {
        if (number % EVERY != 0) {
            return;
        }
        rows++;
        for (int j = 0; j < previous.length; j++) {
            float value = values[at + j];
            boolean there = !Float.isNaN(value);
            present[j] += there ? 1 : 0;
            repeated[j] += value == previous[j] ? 1 : 0;
            previous[j] = there ? value : previous[j];
            largest[j] = there ? Math.max(largest[j], Math.abs(value)) : largest[j];
        }
    }

    /** A block has ended. */
    void end() {
        for (int j = 0; j < columns.length; j++) {
            columns[j].end(rows, present[j], repeated[j], largest[j]);
        }
        rows = 0;
        Arrays.fill(previous, Float.NaN);
        Arrays.fill(largest, 0);
        Arrays.fill(present, 0);
        Arrays.fill(repeated, 0);
    }

    ColumnTrack of(int column) {
        return columns[column];
    }

    void save(NamedTensors into) {
        double[] states = new double[columns.length * LENGTH];
        for (int j = 0; j < columns.length; j++) {
            int at = j * LENGTH;
            states[at] = previous[j];
            states[at + 1] = rows;
            states[at + 2] = present[j];
            states[at + 3] = repeated[j];
            states[at + 4] = largest[j];
            columns[j].save(states, at + BLOCK);
        }
        into.put(PATH, states, columns.length, LENGTH);
    }

    void load(NamedTensors from) {
        double[] states = from.doubles(PATH, columns.length * LENGTH);
        for (int j = 0; j < columns.length; j++) {
            int at = j * LENGTH;
            previous[j] = (float) states[at];
            rows = (int) states[at + 1];
            present[j] = (int) states[at + 2];
            repeated[j] = (int) states[at + 3];
            largest[j] = (float) states[at + 4];
            columns[j].load(states, at + BLOCK);
        }
    }
}
