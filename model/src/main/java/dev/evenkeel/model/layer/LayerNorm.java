package dev.evenkeel.model.layer;

import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.math.Vectors;
import dev.evenkeel.model.parameter.DenseParameter;
import dev.evenkeel.model.parameter.Gradient;
import java.util.Arrays;
import java.util.List;

/**
 * Layer normalization (Ba, Kiros, Hinton, arXiv 1607.06450, equations 3 and 4): y = γ(x − μ)/√(σ² + ε) + β, with mean and
 * population variance over the columns of a row, ε = 1e-5.
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
    private final float[] other;

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
        other = new float[output.stride()];
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
        float[] x = row;
        float[] y = other;
        float[] scale = gain.values();
        float[] shift = bias.values();
        for (int r = 0; r < input.rows(); r++) {
            System.arraycopy(input.data(), input.row(r), x, 0, columns);
            float mean = Vectors.sum(x, columns) / columns;
            for (int j = 0; j < columns; j++) {
                x[j] -= mean;
            }
            float variance = Vectors.dot(x, x, columns) / columns;
            float inverse = (float) (1 / Math.sqrt(variance + EPSILON));
            inverseDeviations[r] = inverse;
            for (int j = 0; j < columns; j++) {
                x[j] *= inverse;
                y[j] = x[j] * scale[j] + shift[j];
            }
            System.arraycopy(x, 0, normalized.data(), normalized.row(r), columns);
            System.arraycopy(y, 0, output.data(), output.row(r), columns);
        }
        return output;
    }

    @Override
    public Matrix backward(Matrix outputGradient) {
        inputGradient.resize(outputGradient.rows());
        float[] dy = row;
        float[] x = other;
        float[] scale = gain.values();
        float[] dGain = gainGradient.values();
        float[] dBias = biasGradient.values();
        Arrays.fill(dGain, 0);
        Arrays.fill(dBias, 0);
        for (int r = 0; r < outputGradient.rows(); r++) {
            System.arraycopy(outputGradient.data(), outputGradient.row(r), dy, 0, columns);
            System.arraycopy(normalized.data(), normalized.row(r), x, 0, columns);
            for (int j = 0; j < columns; j++) {
                dBias[j] += dy[j];
                dGain[j] += dy[j] * x[j];
                dy[j] *= scale[j];
            }
            float mean = Vectors.sum(dy, columns) / columns;
            float along = Vectors.dot(dy, x, columns) / columns;
            float inverse = inverseDeviations[r];
            for (int j = 0; j < columns; j++) {
                dy[j] = inverse * (dy[j] - mean - x[j] * along);
            }
            System.arraycopy(dy, 0, inputGradient.data(), inputGradient.row(r), columns);
        }
        return inputGradient;
    }
}
