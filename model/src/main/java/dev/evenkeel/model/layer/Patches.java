package dev.evenkeel.model.layer;

import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.math.Vectors;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Between grids and the matrix of their patches: a row for each output position, the kernel's positions by channels in it. */
final class Patches {
    private static final int SHORT = 24;

    private final Sweep sweep;
    private final int channels;
    private final int height;
    private final int width;
    private final int kernelHeight;
    private final int kernelWidth;
    /** For each column of the kernel, where the output positions that have it inside the grid begin and end. */
    private final int[] firstInside;

    private final int[] lastInside;

    Patches(Sweep sweep, int channels) {
        this.sweep = sweep;
        this.channels = channels;
        height = sweep.input().height();
        width = sweep.input().width();
        kernelHeight = sweep.kernel().height();
        kernelWidth = sweep.kernel().width();
        firstInside = new int[kernelWidth];
        lastInside = new int[kernelWidth];
        for (int k = 0; k < kernelWidth; k++) {
            int column = k;
            firstInside[k] = count(x -> sweep.left(x) + column < 0);
            lastInside[k] = count(x -> sweep.left(x) + column < width);
        }
    }

    private int count(IntPredicate positions) {
        return (int)
                IntStream.range(0, sweep.output().width()).filter(positions).count();
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
                if (kernelWidth * channels > SHORT) {
                    gatherRow(input.data(), input.row(r), y, into, position);
                } else {
                    gatherColumns(input.data(), input.row(r), y, into, position);
                }
                position += sweep.output().width();
            }
        }
    }

    /** One row of positions, patch by patch. */
    private void gatherRow(float[] grid, int at, int y, Matrix into, int position) {
        for (int x = 0; x < sweep.output().width(); x++) {
            gather(grid, at, y, x, into.row(position + x), into.data());
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

    /** One row of positions, number by number of the kernel: short patches are not worth a loop each. */
    private void gatherColumns(float[] grid, int at, int y, Matrix into, int position) {
        for (int k = 0; k < kernelHeight; k++) {
            int row = sweep.top(y) + k;
            boolean inside = row >= 0 && row < height;
            for (int i = 0; i < kernelWidth * channels; i++) {
                int column = i / channels;
                int write = into.row(position) + k * kernelWidth * channels + i;
                int first = inside ? firstInside[column] : sweep.output().width();
                int last = inside ? lastInside[column] : first;
                zero(into, write, 0, first);
                gatherColumn(grid, at + (row * width + sweep.left(first)) * channels + i, into, write, first, last);
                zero(into, write, last, sweep.output().width());
            }
        }
    }

    private void gatherColumn(float[] grid, int from, Matrix into, int write, int first, int last) {
        float[] target = into.data();
        int step = sweep.stride().width() * channels;
        int read = from;
        int to = write + first * into.stride();
        for (int x = first; x < last; x++) {
            target[to] = grid[read];
            read += step;
            to += into.stride();
        }
    }

    private static void zero(Matrix into, int write, int from, int to) {
        for (int x = from; x < to; x++) {
            into.data()[write + x * into.stride()] = 0;
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
            Vectors.add(patch, read, grid, write, length);
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
