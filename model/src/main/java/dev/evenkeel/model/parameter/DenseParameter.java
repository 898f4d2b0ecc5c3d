package dev.evenkeel.model.parameter;

import dev.evenkeel.model.math.Matrix;
import java.util.Arrays;

/**
 * A tensor all of whose elements have a value: one contiguous array, row-major, the inner dimension padded to a multiple of
 * {@value Matrix#LANES}; the padding is zero. Outer dimensions count as rows of a matrix. Not thread-safe.
 */
public final class DenseParameter implements Parameter {
    private final String name;
    private final long[] shape;
    private final Matrix matrix;

    /**
     * A parameter of zeros.
     *
     * @param shape its logical dimensions, at least one, each &gt;= 1
     */
    public DenseParameter(String name, long... shape) {
        this.name = name;
        this.shape = shape.clone();
        long rows = 1;
        for (int d = 0; d < shape.length - 1; d++) {
            rows = Math.multiplyExact(rows, shape[d]);
        }
        if (shape.length == 0 || Arrays.stream(shape).anyMatch(d -> d < 1)) {
            throw new IllegalArgumentException(
                    "dimensions must be >= 1: parameter=" + name + ", shape=" + Arrays.toString(shape));
        }
        matrix = Matrix.zeros(Math.toIntExact(rows), Math.toIntExact(shape[shape.length - 1]));
    }

    @Override
    public String name() {
        return name;
    }

    /** The logical dimensions; a copy. */
    public long[] shape() {
        return shape.clone();
    }

    /** The values as a matrix of the inner dimension's columns; a view. */
    public Matrix matrix() {
        return matrix;
    }

    /** The padded values; the backing array. */
    @Override
    public float[] values() {
        return matrix.data();
    }

    @Override
    public int stored() {
        return matrix.data().length;
    }

    /** A copy of the values without padding, row-major. */
    public float[] unpadded() {
        return matrix.unpadded();
    }

    /**
     * Sets all values.
     *
     * @param unpadded row-major, as many as the shape says; copied
     * @throws IllegalArgumentException when there are more or fewer
     */
    public void set(float... unpadded) {
        if (unpadded.length != count()) {
            throw new IllegalArgumentException("shape must fit the data: parameter=" + name + ", elements="
                    + unpadded.length + ", expected=" + Arrays.toString(shape));
        }
        matrix.fill(unpadded);
    }

    @Override
    public long count() {
        return (long) matrix.rows() * matrix.columns();
    }

    @Override
    public void save(String prefix, NamedTensors into) {
        into.put(prefix + "/" + name, unpadded(), shape());
    }

    @Override
    public void load(String prefix, NamedTensors from) {
        String path = prefix + "/" + name;
        float[] values = from.floats(path);
        if (!Arrays.equals(from.get(path).shape(), shape)) {
            throw new IllegalArgumentException("wrong shape: tensor=" + path + ", shape="
                    + Arrays.toString(from.get(path).shape()) + ", expected=" + Arrays.toString(shape));
        }
        set(values);
    }

    @Override
    public DenseParameter copy() {
        DenseParameter copy = new DenseParameter(name, shape);
        System.arraycopy(values(), 0, copy.values(), 0, values().length);
        return copy;
    }
}
