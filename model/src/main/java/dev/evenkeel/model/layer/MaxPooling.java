package dev.evenkeel.model.layer;

import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.parameter.Gradient;
import java.util.Arrays;
import java.util.List;

/**
 * The largest number under a window, channel by channel; padding never wins. The derivative goes to the first of the largest. A
 * window with a NaN gives NaN.
 */
public final class MaxPooling implements Layer {
    private final String name;
    private final Sweep sweep;
    private final int channels;
    private final Matrix output;
    private final Matrix inputGradient;
    private final int[][] covered;
    private final int[] winners;

    /**
     * A layer.
     *
     * @param sweep the window's way over the grid
     * @param channels of the grid
     * @param maxRows of the largest batch
     */
    public MaxPooling(String name, Sweep sweep, int channels, int maxRows) {
        this.name = name;
        this.sweep = sweep;
        this.channels = channels;
        output = Matrix.zeros(maxRows, outputs());
        inputGradient = Matrix.zeros(maxRows, inputs());
        covered = sweep.covered();
        winners = new int[Math.multiplyExact(maxRows, outputs())];
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int inputs() {
        return Math.multiplyExact(sweep.input().area(), channels);
    }

    @Override
    public int outputs() {
        return Math.multiplyExact(sweep.output().area(), channels);
    }

    @Override
    public List<Gradient> gradients() {
        return List.of();
    }

    @Override
    public Matrix forward(Matrix input) {
        Shapes.requireColumns(this, input);
        output.resize(input.rows());
        for (int r = 0; r < input.rows(); r++) {
            for (int p = 0; p < covered.length; p++) {
                pool(input, r, p);
            }
        }
        return output;
    }

    private void pool(Matrix input, int row, int position) {
        int write = output.row(row) + position * channels;
        int win = row * outputs() + position * channels;
        float[] x = input.data();
        float[] y = output.data();
        int[] cells = covered[position];
        int read = input.row(row) + cells[0] * channels;
        for (int c = 0; c < channels; c++) {
            y[write + c] = x[read + c];
            winners[win + c] = cells[0] * channels + c;
        }
        for (int i = 1; i < cells.length; i++) {
            int cell = cells[i] * channels;
            read = input.row(row) + cell;
            // without branches, which random numbers would mispredict half of the time; the maximum keeps a NaN
            for (int c = 0; c < channels; c++) {
                winners[win + c] = x[read + c] > y[write + c] ? cell + c : winners[win + c];
                y[write + c] = Math.max(x[read + c], y[write + c]);
            }
        }
    }

    @Override
    public Matrix backward(Matrix outputGradient) {
        inputGradient.resize(outputGradient.rows());
        float[] dx = inputGradient.data();
        Arrays.fill(dx, 0, inputGradient.rows() * inputGradient.stride(), 0);
        float[] dy = outputGradient.data();
        for (int r = 0; r < outputGradient.rows(); r++) {
            int write = inputGradient.row(r);
            int read = outputGradient.row(r);
            int win = r * outputs();
            for (int k = 0; k < outputGradient.columns(); k++) {
                dx[write + winners[win + k]] += dy[read + k];
            }
        }
        return inputGradient;
    }
}
