package dev.evenkeel.model.layer;

import dev.evenkeel.model.math.Matrix;
import java.util.Arrays;

/** Between grids and the matrix of their patches: a row for each output position, the kernel's positions by channels in it. */
final class Patches {
    private final Sweep sweep;
    private final int channels;

    Patches(Sweep sweep, int channels) {
        this.sweep = sweep;
        this.channels = channels;
    }

    /** Columns of the grid. */
    int inputs() {
        return Math.multiplyExact(sweep.input().area(), channels);
    }

    /** Writes the patches of rows from {@code from} on, as many as {@code into} has room for; padding is zero. */
    void gather(Matrix input, int from, Matrix into) {
        int positions = sweep.output().area();
        for (int p = 0; p < into.rows(); p++) {
            gather(input.data(), input.row(from + p / positions), p % positions, into, into.row(p));
        }
    }

    private void gather(float[] grid, int at, int position, Matrix into, int to) {
        int top = sweep.top(position / sweep.output().width());
        int left = sweep.left(position % sweep.output().width());
        int length = sweep.kernel().width() * channels;
        int first = Math.max(0, -left);
        int last = Math.min(sweep.kernel().width(), sweep.input().width() - left);
        for (int k = 0; k < sweep.kernel().height(); k++) {
            int write = to + k * length;
            int y = top + k;
            if (y < 0 || y >= sweep.input().height()) {
                Arrays.fill(into.data(), write, write + length, 0);
                continue;
            }
            int read = at + (y * sweep.input().width() + left + first) * channels;
            Arrays.fill(into.data(), write, write + first * channels, 0);
            System.arraycopy(grid, read, into.data(), write + first * channels, (last - first) * channels);
            Arrays.fill(into.data(), write + last * channels, write + length, 0);
        }
    }

    /** Adds the patches of {@code rows} rows to the grids from {@code to} on. */
    void scatter(Matrix patches, Matrix into, int to, int rows) {
        int positions = sweep.output().area();
        for (int p = 0; p < rows * positions; p++) {
            scatter(patches.data(), patches.row(p), p % positions, into, into.row(to + p / positions));
        }
    }

    private void scatter(float[] patch, int from, int position, Matrix into, int at) {
        int top = sweep.top(position / sweep.output().width());
        int left = sweep.left(position % sweep.output().width());
        int first = Math.max(0, -left);
        int last = Math.min(sweep.kernel().width(), sweep.input().width() - left);
        float[] grid = into.data();
        for (int k = Math.max(0, -top);
                k < sweep.kernel().height() && top + k < sweep.input().height();
                k++) {
            int read = from + (k * sweep.kernel().width() + first) * channels;
            int write = at + ((top + k) * sweep.input().width() + left + first) * channels;
            for (int i = 0; i < (last - first) * channels; i++) {
                grid[write + i] += patch[read + i];
            }
        }
    }

    /** Puts rows of positions, padded each, side by side in the rows from {@code to} on. */
    static void join(Matrix positions, Matrix into, int to, int rows) {
        int each = positions.rows() / rows;
        for (int p = 0; p < positions.rows(); p++) {
            int write = into.row(to + p / each) + p % each * positions.columns();
            System.arraycopy(positions.data(), positions.row(p), into.data(), write, positions.columns());
        }
    }

    /** The way back of {@link #join}. */
    static void split(Matrix from, int row, Matrix positions, int rows) {
        int each = positions.rows() / rows;
        for (int p = 0; p < positions.rows(); p++) {
            int read = from.row(row + p / each) + p % each * positions.columns();
            System.arraycopy(from.data(), read, positions.data(), positions.row(p), positions.columns());
        }
    }
}
