package dev.evenkeel.model.layer;

import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.math.Vectors;
import dev.evenkeel.model.parameter.Gradient;
import java.util.List;

/** max(0, x); its derivative at 0 is 0. NaN stays NaN. */
public final class Relu implements Layer {
    private final String name;
    private final int columns;
    private final Matrix output;
    private final Matrix inputGradient;

    /**
     * A layer of {@code columns} units.
     *
     * @param maxRows of the largest batch
     */
    public Relu(String name, int columns, int maxRows) {
        this.name = name;
        this.columns = columns;
        output = Matrix.zeros(maxRows, columns);
        inputGradient = Matrix.zeros(maxRows, columns);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int inputs() {
        return columns;
    }

    @Override
    public int outputs() {
        return columns;
    }

    @Override
    public List<Gradient> gradients() {
        return List.of();
    }

    @Override
    public Matrix forward(Matrix input) {
        if (input.columns() != columns) {
            throw new IllegalArgumentException(
                    "shape must fit: layer=" + name + ", input=" + input + ", expected=[rows, " + columns + "]");
        }
        output.resize(input.rows());
        int length = input.rows() * input.stride();
        System.arraycopy(input.data(), input.offset(), output.data(), 0, length);
        float[] y = output.data();
        for (int i = 0; i < length; i++) {
            y[i] = Math.max(0, y[i]);
        }
        return output;
    }

    @Override
    public Matrix backward(Matrix outputGradient) {
        inputGradient.resize(outputGradient.rows());
        int length = outputGradient.rows() * outputGradient.stride();
        System.arraycopy(outputGradient.data(), outputGradient.offset(), inputGradient.data(), 0, length);
        Vectors.whereActive(output.data(), inputGradient.data(), length);
        return inputGradient;
    }
}
