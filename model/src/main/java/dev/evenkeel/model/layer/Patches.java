package dev.evenkeel.model.layer;

import dev.evenkeel.model.math.Matrix;
import java.util.Arrays;

/** Between grids and the matrix of their patches: a row for each output position, the kernel's positions by channels in it. */
final class Patches {
    private static final int SHORT = 24;

    private final Sweep sweep;
    private final int channels;
    private final int height;
    private final int width;
    private final int kernelHeight;
    private final int kernelWidth;

    Patches(Sweep sweep, int channels) {
        this.sweep = sweep;
        this.channels = channels;
        height = sweep.input().height();
        width = sweep.input().width();
        kernelHeight = sweep.kernel().height();
        kernelWidth = sweep.kernel().width();
    }

    /** Columns of the grid. */
    int inputs() {
        return Math.multiplyExact(sweep.input().area(), channels);
    }

    /** Writes the patches of {@code rows} rows from {@code from} on; padding is zero. */
    void gather(Matrix input, int from, int rows, Matrix into) {
        int position = 0;
        for (int r = from; r < from + rows; r++) {
            for (int y = 0; y < sweep.output().height(); y++) {
                for (int x = 0; x < sweep.output().width(); x++) {
                    gather(input.data(), input.row(r), y, x, into.row(position++), into.data());
                }
            }
        }
    }

    private void gather(float[] grid, int at, int y, int x, int to, float[] into) {
        int left = sweep.left(x);
        int first = Math.max(0, -left);
        int last = Math.min(kernelWidth, width - left);
        int length = kernelWidth * channels;
        boolean cut = first > 0 || last < kernelWidth;
        for (int k = 0; k < kernelHeight; k++) {
            int write = to + k * length;
            int row = sweep.top(y) + k;
            boolean inside = row >= 0 && row < height;
            if (cut || !inside) {
                Arrays.fill(into, write, write + length, 0);
            }
            if (inside) {
                int read = at + (row * width + left + first) * channels;
                copy(grid, read, into, write + first * channels, (last - first) * channels);
            }
        }
    }

    /** Short ones in a loop, which costs less than the call. */
    private static void copy(float[] from, int read, float[] into, int write, int length) {
        if (length > SHORT) {
            System.arraycopy(from, read, into, write, length);
            return;
        }
        for (int i = 0; i < length; i++) {
            into[write + i] = from[read + i];
        }
    }

    /** Adds the patches of {@code rows} rows to the grids from {@code to} on. */
    void scatter(Matrix patches, Matrix into, int to, int rows) {
        int position = 0;
        for (int r = to; r < to + rows; r++) {
            for (int y = 0; y < sweep.output().height(); y++) {
                for (int x = 0; x < sweep.output().width(); x++) {
                    scatter(patches.data(), patches.row(position++), y, x, into.row(r), into.data());
                }
            }
        }
    }

    private void scatter(float[] patch, int from, int y, int x, int at, float[] grid) {
        int top = sweep.top(y);
        int left = sweep.left(x);
        int first = Math.max(0, -left);
        int length = (Math.min(kernelWidth, width - left) - first) * channels;
        for (int k = Math.max(0, -top); k < kernelHeight && top + k < height; k++) {
            int read = from + (k * kernelWidth + first) * channels;
            int write = at + ((top + k) * width + left + first) * channels;
            for (int i = 0; i < length; i++) {
                grid[write + i] += patch[read + i];
            }
        }
    }

    /** Puts rows of positions, padded each, side by side in the rows from {@code to} on. */
    static void join(Matrix positions, Matrix into, int to, int rows) {
        int each = positions.rows() / rows;
        int columns = positions.columns();
        for (int r = 0; r < rows; r++) {
            int write = into.row(to + r);
            for (int p = 0; p < each; p++) {
                copy(positions.data(), positions.row(r * each + p), into.data(), write + p * columns, columns);
            }
        }
    }

    /** The way back of {@link #join}. */
    static void split(Matrix from, int row, Matrix positions, int rows) {
        int each = positions.rows() / rows;
        int columns = positions.columns();
        for (int r = 0; r < rows; r++) {
            int read = from.row(row + r);
            for (int p = 0; p < each; p++) {
                copy(from.data(), read + p * columns, positions.data(), positions.row(r * each + p), columns);
            }
        }
    }
}
