package dev.evenkeel.model.layer;

import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.parameter.Gradient;
import java.util.Arrays;
import java.util.List;

/** The mean of the numbers under a window, channel by channel; padding does not count. */
public final class AveragePooling implements Layer {
    private final String name;
    private final Sweep sweep;
    private final int channels;
    private final int[][] covered;
    private final Matrix output;
    private final Matrix inputGradient;

    /**
     * A layer.
     *
     * @param sweep the window's way over the grid
     * @param channels of the grid
     * @param maxRows of the largest batch
     */
    public AveragePooling(String name, Sweep sweep, int channels, int maxRows) {
        this.name = name;
        this.sweep = sweep;
        this.channels = channels;
        covered = sweep.covered();
        output = Matrix.zeros(maxRows, outputs());
        inputGradient = Matrix.zeros(maxRows, inputs());
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
        clear(output.resize(input.rows()));
        for (int r = 0; r < input.rows(); r++) {
            for (int p = 0; p < covered.length; p++) {
                float share = 1f / covered[p].length;
                for (int cell : covered[p]) {
                    int write = output.row(r) + p * channels;
                    add(share, input.data(), input.row(r) + cell * channels, output.data(), write);
                }
            }
        }
        return output;
    }

    @Override
    public Matrix backward(Matrix outputGradient) {
        clear(inputGradient.resize(outputGradient.rows()));
        for (int r = 0; r < outputGradient.rows(); r++) {
            for (int p = 0; p < covered.length; p++) {
                float share = 1f / covered[p].length;
                for (int cell : covered[p]) {
                    int read = outputGradient.row(r) + p * channels;
                    int write = inputGradient.row(r) + cell * channels;
                    add(share, outputGradient.data(), read, inputGradient.data(), write);
                }
            }
        }
        return inputGradient;
    }

    private void add(float share, float[] from, int read, float[] into, int write) {
        for (int c = 0; c < channels; c++) {
            into[write + c] += share * from[read + c];
        }
    }

    private static void clear(Matrix matrix) {
        Arrays.fill(matrix.data(), 0, matrix.rows() * matrix.stride(), 0);
    }
}
