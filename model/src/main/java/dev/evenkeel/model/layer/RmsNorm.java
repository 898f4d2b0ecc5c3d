package dev.evenkeel.model.layer;

import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.parameter.DenseParameter;
import dev.evenkeel.model.parameter.Gradient;
import java.util.Arrays;
import java.util.List;

/**
 * Root mean square normalization (Zhang, Sennrich, arXiv 1910.07467, equation 4): y = γx/√(mean(x²) + ε) over the columns of a
 * row; nothing is subtracted or added. A row of zeros is not divided, other than in the paper, so that its derivative does not grow
 * by 1/√ε; its output is zero either way.
 */
public final class RmsNorm implements Layer {
    /** What is added to the mean square unless told otherwise. */
    public static final double EPSILON = 1e-5;

    private final DenseParameter gain;
    private final double epsilon;
    private final int columns;
    private final Gradient.Dense gainGradient;
    private final Matrix normalized;
    private final Matrix output;
    private final Matrix inputGradient;
    private final double[] inverses;

    /**
     * A layer over a given parameter, which it reads at each forward and never changes.
     *
     * @param gain γ, {@code [columns]}, named {@code layer/role}
     * @param epsilon what is added to the mean square, &gt; 0
     * @param maxRows of the largest batch
     * @throws IllegalArgumentException when the gain is no vector
     */
    public RmsNorm(DenseParameter gain, double epsilon, int maxRows) {
        if (gain.shape().length != 1) {
            throw new IllegalArgumentException("must be a vector: gain=" + Arrays.toString(gain.shape()));
        }
        this.gain = gain;
        this.epsilon = epsilon;
        columns = gain.matrix().columns();
        gainGradient = new Gradient.Dense(gain);
        normalized = Matrix.zeros(maxRows, columns);
        output = Matrix.zeros(maxRows, columns);
        inputGradient = Matrix.zeros(maxRows, columns);
        inverses = new double[maxRows];
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
        return List.of(gainGradient);
    }

    @Override
    public Matrix forward(Matrix input) {
        Shapes.requireColumns(this, input);
        normalized.resize(input.rows());
        output.resize(input.rows());
        float[] scale = gain.values();
        for (int r = 0; r < input.rows(); r++) {
            double squares = 0;
            for (int j = 0; j < columns; j++) {
                double x = input.data()[input.row(r) + j];
                squares += x * x;
            }
            double inverse = squares == 0 ? 1 : 1 / Math.sqrt(squares / columns + epsilon);
            inverses[r] = inverse;
            int write = output.row(r);
            for (int j = 0; j < columns; j++) {
                float z = (float) (input.data()[input.row(r) + j] * inverse);
                normalized.data()[write + j] = z;
                output.data()[write + j] = scale[j] * z;
            }
        }
        return output;
    }

    @Override
    public Matrix backward(Matrix outputGradient) {
        Arrays.fill(gainGradient.values(), 0);
        inputGradient.resize(outputGradient.rows());
        float[] scale = gain.values();
        for (int r = 0; r < outputGradient.rows(); r++) {
            int read = outputGradient.row(r);
            int kept = normalized.row(r);
            double along = 0;
            for (int j = 0; j < columns; j++) {
                float dy = outputGradient.data()[read + j];
                float z = normalized.data()[kept + j];
                gainGradient.values()[j] += dy * z;
                along += (double) dy * scale[j] * z;
            }
            for (int j = 0; j < columns; j++) {
                double dz = (double) outputGradient.data()[read + j] * scale[j];
                inputGradient.data()[kept + j] =
                        (float) (inverses[r] * (dz - normalized.data()[kept + j] * along / columns));
            }
        }
        return inputGradient;
    }
}
