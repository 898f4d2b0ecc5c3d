package dev.evenkeel.model.update;

import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.parameter.SparseTable;

/**
 * A rule's table as tensors: the indices of the used entries under {@code weights/linear/index}, ascending, and one tensor a role
 * of their floats, in that order. Not thread-safe.
 */
final class TableTensors {
    private static final String INDEX = "weights/linear/index";

    private final SparseTable table;
    private final int[] used;
    private final int outputs;
    private final int step;

    /**
     * The entries whose float {@code mark} is not zero.
     *
     * @param step how far apart the floats of one role lie from output to output
     */
    TableTensors(SparseTable table, int mark, int outputs, int step) {
        this(table, table.used(mark), outputs, step);
    }

    private TableTensors(SparseTable table, int[] used, int outputs, int step) {
        this.table = table;
        this.used = used;
        this.outputs = outputs;
        this.step = step;
    }

    /**
     * Clears the table and touches the entries that were saved.
     *
     * @throws IllegalArgumentException when the indices are missing or do not fit the table
     */
    static TableTensors load(NamedTensors from, SparseTable table, int outputs, int step) {
        int[] used = from.ints(INDEX);
        for (int index : used) {
            if (index < 0 || index >>> table.bits() != 0) {
                throw new IllegalArgumentException("must be below 2^" + table.bits() + ": " + INDEX + "=" + index);
            }
        }
        table.clear();
        for (int index : used) {
            table.touch(index);
        }
        return new TableTensors(table, used, outputs, step);
    }

    /** Puts the indices, and gives them. */
    int[] saveIndex(NamedTensors into) {
        into.put(INDEX, used, used.length);
        return used;
    }

    /** One number an entry and output: {@code [used, outputs]}. */
    void save(NamedTensors into, String name, int column) {
        into.put(name, read(column, outputs), used.length, outputs);
    }

    /** One number an entry: {@code [used]}. */
    void saveShared(NamedTensors into, String name, int column) {
        into.put(name, read(column, 1), used.length);
    }

    /**
     * Takes what {@link #save} put.
     *
     * @throws IllegalArgumentException when the length does not fit
     */
    void load(NamedTensors from, String name, int column) {
        write(from.floats(name), name, column, outputs);
    }

    /**
     * Takes what {@link #saveShared} put.
     *
     * @throws IllegalArgumentException when the length does not fit
     */
    void loadShared(NamedTensors from, String name, int column) {
        write(from.floats(name), name, column, 1);
    }

    private float[] read(int column, int width) {
        float[] values = new float[used.length * width];
        for (int i = 0; i < used.length; i++) {
            float[] page = table.page(used[i]);
            int o = table.offset(used[i]) + column;
            for (int k = 0; k < width; k++) {
                values[i * width + k] = page[o + k * step];
            }
        }
        return values;
    }

    private void write(float[] values, String name, int column, int width) {
        if (values.length != used.length * width) {
            throw new IllegalArgumentException("lengths must agree: " + INDEX + "=" + used.length + ", " + name + "="
                    + values.length + ", outputs=" + width);
        }
        for (int i = 0; i < used.length; i++) {
            float[] page = table.page(used[i]);
            int o = table.offset(used[i]) + column;
            for (int k = 0; k < width; k++) {
                page[o + k * step] = values[i * width + k];
            }
        }
    }
}
