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

    private final ColumnTrack[] columns;

    ColumnHabits(int width) {
        columns = new ColumnTrack[width];
        Arrays.setAll(columns, j -> new ColumnTrack());
    }

    /**
     * Takes a row.
     *
     * @param number of the row in the stream
     * @param values its numbers begin at {@code at}
     */
    void add(long number, float[] values, int at) {
        for (int j = 0; j < columns.length && number % EVERY == 0; j++) {
            columns[j].add(values[at + j]);
        }
    }

    /** A block has ended. */
    void end() {
        for (ColumnTrack column : columns) {
            column.end();
        }
    }

    ColumnTrack of(int column) {
        return columns[column];
    }

    void save(NamedTensors into) {
        double[] states = new double[columns.length * ColumnTrack.LENGTH];
        for (int j = 0; j < columns.length; j++) {
            columns[j].save(states, j * ColumnTrack.LENGTH);
        }
        into.put(PATH, states, columns.length, ColumnTrack.LENGTH);
    }

    void load(NamedTensors from) {
        double[] states = from.doubles(PATH, columns.length * ColumnTrack.LENGTH);
        for (int j = 0; j < columns.length; j++) {
            columns[j].load(states, j * ColumnTrack.LENGTH);
        }
    }
}
