package dev.evenkeel.model.layer;

import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.math.Vectors;
import dev.evenkeel.model.parameter.Gradient;
import java.util.Arrays;
import java.util.List;

/**
 * The largest number under a window, channel by channel; padding never wins. The derivative goes to the first of the largest. A
 * window with a NaN gives NaN, and has no derivative.
 */
public final class MaxPooling implements Layer {
    private final String name;
    private final Sweep sweep;
    private final int channels;
    private final Matrix output;
    private final Matrix inputGradient;
    private final int[][] windows;
    private Matrix input;

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
        windows = sweep.covered();
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
        this.input = input;
        Vectors.maxima(input, windows, output.resize(input.rows()));
        return output;
    }

    @Override
    public Matrix backward(Matrix outputGradient) {
        inputGradient.resize(outputGradient.rows());
        Arrays.fill(inputGradient.data(), 0, inputGradient.rows() * inputGradient.stride(), 0);
        Vectors.maximaBackward(outputGradient, windows, input, output, inputGradient);
        return inputGradient;
    }
}
