package dev.evenkeel.model.math;

import java.util.Arrays;

/**
 * A row-major matrix in a {@code float[]}, its rows padded to a multiple of {@value #LANES} so that vector kernels need no
 * tail. Padding is always zero, and whoever writes a row keeps it so.
 *
 * <p>A view when made by {@link #of}: the array is aliased. The number of rows in use can change up to the capacity, so that one
 * matrix serves batches of every size. Not thread-safe.
 */
public final class Matrix {
    /** Rows are padded to a multiple of this many floats. */
    public static final int LANES = 16;

    private final float[] data;
    private final int offset;
    private final int columns;
    private final int stride;
    private final int capacity;
    private int rows;

    private Matrix(float[] data, int offset, int rows, int columns) {
        this.data = data;
        this.offset = offset;
        this.rows = rows;
        this.columns = columns;
        stride = padded(columns);
        capacity = rows;
    }

    /**
     * A zero matrix.
     *
     * @param rows capacity and first number of rows, &gt;= 0
     * @param columns logical columns, &gt;= 1
     */
    public static Matrix zeros(int rows, int columns) {
        return new Matrix(new float[Math.multiplyExact(rows, padded(columns))], 0, rows, columns);
    }

    /**
     * A view of an array that holds padded rows from {@code offset} on.
     *
     * @throws IllegalArgumentException when the array is too short
     */
    public static Matrix of(float[] data, int offset, int rows, int columns) {
        long end = offset + (long) rows * padded(columns);
        if (offset < 0 || end > data.length) {
            throw new IllegalArgumentException("must hold the rows: length=" + data.length + ", expected=" + end);
        }
        return new Matrix(data, offset, rows, columns);
    }

    /** The smallest multiple of {@value #LANES} that is at least {@code columns}. */
    public static int padded(int columns) {
        return Math.addExact(columns, LANES - 1) & -LANES;
    }

    /** The backing array. */
    public float[] data() {
        return data;
    }

    /** Where row 0 begins. */
    public int offset() {
        return offset;
    }

    /** Where row {@code row} begins. */
    public int row(int row) {
        return offset + row * stride;
    }

    /** Rows in use. */
    public int rows() {
        return rows;
    }

    /** Logical columns. */
    public int columns() {
        return columns;
    }

    /** Distance between rows: the columns, padded. */
    public int stride() {
        return stride;
    }

    /** Most rows this matrix can hold. */
    public int capacity() {
        return capacity;
    }

    /**
     * Sets the rows in use; contents stay.
     *
     * @throws IllegalArgumentException when there is no room
     */
    public Matrix resize(int rows) {
        if (rows < 0 || rows > capacity) {
            throw new IllegalArgumentException("must be in [0, " + capacity + "]: rows=" + rows);
        }
        this.rows = rows;
        return this;
    }

    /** One element. */
    public float at(int row, int column) {
        return data[row(row) + column];
    }

    /** Sets one element. */
    public void set(int row, int column, float value) {
        data[row(row) + column] = value;
    }

    /** Replaces the rows in use by rows without padding, {@code [rows, columns]}. */
    public void fill(float[] unpadded) {
        if (unpadded.length != rows * columns) {
            throw new IllegalArgumentException(
                    "must fit: length=" + unpadded.length + ", expected=[" + rows + ", " + columns + "]");
        }
        for (int r = 0; r < rows; r++) {
            System.arraycopy(unpadded, r * columns, data, row(r), columns);
            Arrays.fill(data, row(r) + columns, row(r) + stride, 0);
        }
    }

    /** A copy of the rows in use without padding, {@code [rows, columns]}. */
    public float[] unpadded() {
        float[] values = new float[rows * columns];
        for (int r = 0; r < rows; r++) {
            System.arraycopy(data, row(r), values, r * columns, columns);
        }
        return values;
    }

    /**
     * Writes the transpose, padding included.
     *
     * @param into {@code [columns, rows]}, another array
     * @throws IllegalArgumentException when the shape is another
     */
    public void transpose(Matrix into) {
        if (into.rows != columns || into.columns != rows) {
            throw new IllegalArgumentException("must fit: into=" + into + ", expected=[" + columns + ", " + rows + "]");
        }
        for (int i = 0; i < columns; i++) {
            int at = into.row(i);
            int read = offset + i;
            for (int j = 0; j < rows; j++) {
                into.data[at + j] = data[read];
                read += stride;
            }
            Arrays.fill(into.data, at + rows, at + into.stride, 0);
        }
    }

    @Override
    public String toString() {
        return "[" + rows + ", " + columns + "]";
    }
}
