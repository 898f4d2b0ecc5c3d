package dev.evenkeel.model.layer;

import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.parameter.Gradient;
import java.util.Arrays;
import java.util.List;

/** A smooth function of each number alone; its slope is computed with its value and kept for backward. */
abstract sealed class Elementwise implements Layer permits LeakyRelu, Gelu, Silu, Tanh, Sigmoid, Softplus {
    private final String name;
    private final int columns;
    private final Matrix output;
    private final Matrix slopes;
    private final Matrix inputGradient;

    Elementwise(String name, int columns, int maxRows) {
        this.name = name;
        this.columns = columns;
        output = Matrix.zeros(maxRows, columns);
        slopes = Matrix.zeros(maxRows, columns);
        inputGradient = Matrix.zeros(maxRows, columns);
    }

    /**
     * Replaces x by f(x).
     *
     * @param values x in {@code [0, length)}, overwritten by f(x)
     * @param slopes receives f'(x)
     */
    abstract void apply(float[] values, float[] slopes, int length);

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final int inputs() {
        return columns;
    }

    @Override
    public final int outputs() {
        return columns;
    }

    @Override
    public final List<Gradient> gradients() {
        return List.of();
    }

    @Override
    public final Matrix forward(Matrix input) {
        Shapes.requireColumns(this, input);
        output.resize(input.rows());
        int length = input.rows() * input.stride();
        System.arraycopy(input.data(), input.offset(), output.data(), 0, length);
        apply(output.data(), slopes.data(), length);
        for (int r = 0; r < input.rows(); r++) {
            // a function need not be 0 at 0, but padding is
            Arrays.fill(output.data(), output.row(r) + columns, output.row(r) + output.stride(), 0);
        }
        return output;
    }

    @Override
    public final Matrix backward(Matrix outputGradient) {
        inputGradient.resize(outputGradient.rows());
        int length = outputGradient.rows() * outputGradient.stride();
        float[] dx = inputGradient.data();
        System.arraycopy(outputGradient.data(), outputGradient.offset(), dx, 0, length);
        float[] slope = slopes.data();
        for (int i = 0; i < length; i++) {
            dx[i] *= slope[i];
        }
        return inputGradient;
    }
}
