package dev.evenkeel.model.parameter;

import dev.evenkeel.model.math.Matrix;
import java.util.Arrays;

/**
 * The derivative of a step's loss by one parameter: for every element, or for some rows of a table. A workspace that each
 * backward pass overwrites; guards change {@link #values()} in place. Not thread-safe.
 */
public sealed interface Gradient {
    /** What it is the derivative by. */
    Parameter parameter();

    /** The derivatives, valid up to {@link #length()}; the backing array. */
    float[] values();

    /** How many of the values count, padding (zero) included. */
    int length();

    /** The parameter's layer. */
    default String layer() {
        return parameter().layer();
    }

    /**
     * For every element, indexed as the parameter's values.
     *
     * @param parameter what it is the derivative by
     * @param matrix the derivatives, shaped and padded as {@link DenseParameter#matrix()}
     */
    record Dense(DenseParameter parameter, Matrix matrix) implements Gradient {
        /** A gradient of zeros. */
        public Dense(DenseParameter parameter) {
            this(
                    parameter,
                    Matrix.zeros(parameter.matrix().rows(), parameter.matrix().columns()));
        }

        @Override
        public float[] values() {
            return matrix.data();
        }

        @Override
        public int length() {
            return matrix.data().length;
        }
    }

    /** For distinct rows of a table, in the order a step met them. */
    final class Rows implements Gradient {
        private final RowTable table;
        private final RowIndex rows = new RowIndex();
        private float[] values = new float[0];

        /** A gradient of no rows. */
        public Rows(RowTable table) {
            this.table = table;
        }

        @Override
        public RowTable parameter() {
            return table;
        }

        /** Rows i's derivatives are {@code table.width()} values from {@code i * width} on. */
        @Override
        public float[] values() {
            return values;
        }

        @Override
        public int length() {
            return rows.size() * table.width();
        }

        /** Rows held. */
        public int rows() {
            return rows.size();
        }

        /** The table's row at an index in {@code [0, rows())}. */
        public int row(int index) {
            return rows.key(index);
        }

        /** Forgets all rows. */
        public void clear() {
            rows.clear();
        }

        /** The index of a table's row, which is added with zero derivatives when it is new. */
        public int add(int row) {
            int before = rows.size();
            int index = rows.add(row);
            if (index == before) {
                int end = (index + 1) * table.width();
                if (end > values.length) {
                    values = Arrays.copyOf(values, 2 * end);
                }
                Arrays.fill(values, index * table.width(), end, 0);
            }
            return index;
        }
    }
}
