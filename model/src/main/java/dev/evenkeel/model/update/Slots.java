package dev.evenkeel.model.update;

import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.parameter.DenseParameter;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.parameter.Parameter;
import dev.evenkeel.model.parameter.RowTable;
import java.util.Arrays;

/** One number beside each element of a parameter, zero at first, indexed as the parameter's values. Not thread-safe. */
final class Slots {
    private final Parameter parameter;
    private final Slot slot;
    private float[] values;

    Slots(Parameter parameter, Slot slot) {
        this.parameter = parameter;
        this.slot = slot;
        values = new float[parameter instanceof DenseParameter dense ? dense.values().length : 0];
    }

    /** The backing array; a table's is as long as {@link #reserve} made it. */
    float[] values() {
        return values;
    }

    /** Puts other numbers, as many, in place of these, and gives these back. */
    float[] swap(float[] other) {
        float[] before = values;
        values = other;
        return before;
    }

    /** What {@link UpdateRule#reanchor} does to them. */
    void reanchor(double keep) {
        reserve();
        float[] weights = parameter.values();
        for (int i = 0; i < parameter.stored(); i++) {
            values[i] = slot.kind().reanchored(values[i], weights[i], keep);
        }
    }

    /** What {@link UpdateRule#restart} does to one of them. */
    void restart(int element, float weight) {
        values[element] = slot.kind().fresh(weight);
    }

    /** Makes room for all rows the table has touched. */
    void reserve() {
        if (parameter instanceof RowTable table && table.touched() * table.width() > values.length) {
            values = Arrays.copyOf(values, table.values().length);
        }
    }

    /** The same slots beside another parameter of the same shape. */
    Slots copy(Parameter beside) {
        Slots copy = new Slots(beside, slot);
        copy.values = values.clone();
        return copy;
    }

    void save(String prefix, NamedTensors into) {
        reserve();
        into.put(path(prefix), unpadded(), shape());
    }

    void load(String prefix, NamedTensors from) {
        float[] stored = from.floats(path(prefix));
        if (!Arrays.equals(from.get(path(prefix)).shape(), shape())) {
            throw new IllegalArgumentException("wrong shape: tensor=" + path(prefix) + ", shape="
                    + Arrays.toString(from.get(path(prefix)).shape()) + ", expected=" + Arrays.toString(shape()));
        }
        if (parameter instanceof DenseParameter dense) {
            matrix(dense).fill(stored);
        } else {
            values = stored.clone();
        }
    }

    private String path(String prefix) {
        return prefix + "/" + parameter.name() + "/" + slot.name();
    }

    private long[] shape() {
        if (parameter instanceof RowTable table) {
            return new long[] {table.touched(), table.width()};
        }
        return ((DenseParameter) parameter).shape();
    }

    private float[] unpadded() {
        if (parameter instanceof RowTable table) {
            return Arrays.copyOf(values, table.touched() * table.width());
        }
        return matrix((DenseParameter) parameter).unpadded();
    }

    private Matrix matrix(DenseParameter dense) {
        return Matrix.of(values, 0, dense.matrix().rows(), dense.matrix().columns());
    }
}
