package dev.evenkeel.model.layer;

import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.math.Vectors;
import dev.evenkeel.model.parameter.DenseParameter;
import dev.evenkeel.model.parameter.Gradient;
import java.util.Arrays;
import java.util.List;

/**
 * Layer normalization (Ba, Kiros, Hinton, arXiv 1607.06450, equations 3 and 4): y = γ(x − μ)/√(σ² + ε) + β, with mean and
 * population variance over the columns of a row, ε = 1e-5. A row without variance is centred and not divided, other than in the
 * paper: its output is β either way, and its derivative γ(I − 1/columns) stays of the size of others'.
 */
public final class LayerNorm implements Layer {
    private static final float EPSILON = 1e-5f;

    private final DenseParameter gain;
    private final DenseParameter bias;
    private final Gradient.Dense gainGradient;
    private final Gradient.Dense biasGradient;
    private final int columns;
    private final Matrix normalized;
    private final Matrix output;
    private final Matrix inputGradient;
    private final float[] inverseDeviations;
    private final float[] row;

    /**
     * A layer over given parameters, which it reads at each forward and never changes.
     *
     * @param gain γ, {@code [columns]}, named {@code layer/role}
     * @param bias β, {@code [columns]}
     * @param maxRows of the largest batch
     * @throws IllegalArgumentException when the shapes do not fit each other
     */
    public LayerNorm(DenseParameter gain, DenseParameter bias, int maxRows) {
        if (gain.shape().length != 1 || !Arrays.equals(bias.shape(), gain.shape())) {
            throw new IllegalArgumentException("shapes must be one vector's: gain=" + Arrays.toString(gain.shape())
                    + ", bias=" + Arrays.toString(bias.shape()));
        }
        this.gain = gain;
        this.bias = bias;
        gainGradient = new Gradient.Dense(gain);
        biasGradient = new Gradient.Dense(bias);
        columns = gain.matrix().columns();
        normalized = Matrix.zeros(maxRows, columns);
        output = Matrix.zeros(maxRows, columns);
        inputGradient = Matrix.zeros(maxRows, columns);
        inverseDeviations = new float[maxRows];
        row = new float[output.stride()];
    }

    @Override
    public String name() {
        return gainGradient.layer();
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
        return List.of(gainGradient, biasGradient);
    }

    @Override
    public Matrix forward(Matrix input) {
        if (input.columns() != columns) {
            throw new IllegalArgumentException(
                    "shape must fit: layer=" + name() + ", input=" + input + ", expected=[rows, " + columns + "]");
        }
        output.resize(input.rows());
        normalized.resize(input.rows());
        Vectors.standardizeRows(input, EPSILON, normalized, inverseDeviations);
        Vectors.scaleRows(normalized, gain.values(), bias.values(), output);
        return output;
    }

    @Override
    public Matrix backward(Matrix outputGradient) {
        inputGradient.resize(outputGradient.rows());
        Vectors.sumRows(outputGradient, biasGradient.values(), row);
        Vectors.sumProducts(outputGradient, normalized, gainGradient.values());
        Vectors.standardizeRowsBackward(outputGradient, gain.values(), normalized, inverseDeviations, inputGradient);
        return inputGradient;
    }
}
