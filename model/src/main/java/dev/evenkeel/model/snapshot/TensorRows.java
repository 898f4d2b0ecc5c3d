package dev.evenkeel.model.snapshot;

import dev.evenkeel.model.parameter.NamedTensors.Tensor;
import java.lang.reflect.Array;

/**
 * A tensor {@code [rows, ...]} as rows of equal length. Nothing is copied; what is selected is new.
 *
 * @param tensor of one dimension at least
 */
record TensorRows(Tensor tensor) {
    /** Whether a tensor has that many rows. */
    static boolean fits(Tensor tensor, int rows) {
        return tensor.shape().length > 0 && tensor.shape()[0] == rows;
    }

    int rows() {
        return (int) tensor.shape()[0];
    }

    /** Elements in a row. */
    int width() {
        long width = 1;
        for (int d = 1; d < tensor.shape().length; d++) {
            width *= tensor.shape()[d];
        }
        return Math.toIntExact(width);
    }

    /** Whether a row of this and one of another of the same type and width are equal, bit for bit. */
    boolean same(int row, TensorRows other, int otherRow, int width) {
        int a = row * width;
        int b = otherRow * width;
        return switch (tensor.type()) {
            case F32 -> same((float[]) tensor.data(), a, (float[]) other.tensor.data(), b, width);
            case F64 -> same((double[]) tensor.data(), a, (double[]) other.tensor.data(), b, width);
            case I32 -> same((int[]) tensor.data(), a, (int[]) other.tensor.data(), b, width);
            case I64 -> same((long[]) tensor.data(), a, (long[]) other.tensor.data(), b, width);
            case U8 -> same((byte[]) tensor.data(), a, (byte[]) other.tensor.data(), b, width);
        };
    }

    private static boolean same(float[] x, int a, float[] y, int b, int width) {
        for (int i = 0; i < width; i++) {
            if (Float.floatToRawIntBits(x[a + i]) != Float.floatToRawIntBits(y[b + i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(double[] x, int a, double[] y, int b, int width) {
        for (int i = 0; i < width; i++) {
            if (Double.doubleToRawLongBits(x[a + i]) != Double.doubleToRawLongBits(y[b + i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(int[] x, int a, int[] y, int b, int width) {
        for (int i = 0; i < width; i++) {
            if (x[a + i] != y[b + i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(long[] x, int a, long[] y, int b, int width) {
        for (int i = 0; i < width; i++) {
            if (x[a + i] != y[b + i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(byte[] x, int a, byte[] y, int b, int width) {
        for (int i = 0; i < width; i++) {
            if (x[a + i] != y[b + i]) {
                return false;
            }
        }
        return true;
    }

    /** These rows, in that order. */
    Tensor select(int[] rows) {
        return merge(this, rows);
    }

    /**
     * Rows of this and of a delta of the same type and width.
     *
     * @param sources of each row of the result: a row of this, or {@code ~row} of the delta
     * @throws ArithmeticException when the result would be too large for an array
     */
    Tensor merge(TensorRows delta, int[] sources) {
        int width = width();
        Object merged = Array.newInstance(
                tensor.data().getClass().getComponentType(), Math.multiplyExact(sources.length, width));
        for (int from = 0; from < sources.length; ) {
            boolean old = sources[from] >= 0;
            int step = old ? 1 : -1;
            int to = from + 1;
            while (to < sources.length && sources[to] >= 0 == old && sources[to] == sources[to - 1] + step) {
                to++;
            }
            Object source = old ? tensor.data() : delta.tensor.data();
            int row = old ? sources[from] : ~sources[from];
            System.arraycopy(source, row * width, merged, from * width, (to - from) * width);
            from = to;
        }
        long[] shape = tensor.shape().clone();
        shape[0] = sources.length;
        return new Tensor(tensor.type(), shape, merged);
    }
}
