package dev.evenkeel.model.layer;

import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.parameter.Gradient;
import java.util.Arrays;
import java.util.List;

/**
 * Group normalization (Wu, He, arXiv 1803.08494, equations 2 to 4): y = γ(x − μ)/√(σ² + ε) + β, with mean and population variance
 * over all positions and the channels of a group, row by row; γ and β are a channel's. With as many groups as channels it is
 * instance normalization (Ulyanov, Vedaldi, Lempitsky, arXiv 1607.08022). A group without variance is centred and not divided,
 * other than in the paper, so that its derivative does not grow by 1/√ε; its output is β either way.
 */
public final class GroupNorm implements Layer {
    /** What is added to variances unless told otherwise. */
    public static final double EPSILON = 1e-5;

    private final Affine affine;
    private final int groups;
    private final int positions;
    private final double epsilon;
    private final int channels;
    private final int members;
    private final Gradient.Dense gainGradient;
    private final Gradient.Dense biasGradient;
    private final Matrix normalized;
    private final Matrix output;
    private final Matrix inputGradient;
    private final double[] inverses;

    /**
     * A layer over given parameters, which it reads at each forward and never changes.
     *
     * @param groups of neighbouring channels; they divide the channels evenly
     * @param positions of the grid; 1 for flat inputs
     * @param epsilon what is added to variances, &gt; 0
     * @param maxRows of the largest batch
     * @throws IllegalArgumentException when the groups do not divide the channels
     */
    public GroupNorm(Affine affine, int groups, int positions, double epsilon, int maxRows) {
        channels = affine.channels();
        if (groups < 1 || channels % groups != 0) {
            throw new IllegalArgumentException("must divide the channels: groups=" + groups + ", channels=" + channels);
        }
        this.affine = affine;
        this.groups = groups;
        this.positions = positions;
        this.epsilon = epsilon;
        members = channels / groups;
        gainGradient = new Gradient.Dense(affine.gain());
        biasGradient = new Gradient.Dense(affine.bias());
        normalized = Matrix.zeros(maxRows, inputs());
        output = Matrix.zeros(maxRows, inputs());
        inputGradient = Matrix.zeros(maxRows, inputs());
        inverses = new double[maxRows * groups];
    }

    @Override
    public String name() {
        return gainGradient.layer();
    }

    @Override
    public int inputs() {
        return Math.multiplyExact(positions, channels);
    }

    @Override
    public int outputs() {
        return inputs();
    }

    @Override
    public List<Gradient> gradients() {
        return List.of(gainGradient, biasGradient);
    }

    @Override
    public Matrix forward(Matrix input) {
        Shapes.requireColumns(this, input);
        normalized.resize(input.rows());
        output.resize(input.rows());
        for (int r = 0; r < input.rows(); r++) {
            for (int g = 0; g < groups; g++) {
                forward(input, r, g);
            }
        }
        return output;
    }

    private void forward(Matrix input, int row, int group) {
        float[] x = input.data();
        int at = input.row(row) + group * members;
        double mean = 0;
        for (int p = 0; p < positions; p++) {
            for (int c = 0; c < members; c++) {
                mean += x[at + p * channels + c];
            }
        }
        mean /= (double) positions * members;
        double variance = 0;
        for (int p = 0; p < positions; p++) {
            for (int c = 0; c < members; c++) {
                double deviation = x[at + p * channels + c] - mean;
                variance += deviation * deviation;
            }
        }
        variance /= (double) positions * members;
        double inverse = variance == 0 ? 1 : 1 / Math.sqrt(variance + epsilon);
        inverses[row * groups + group] = inverse;
        int write = output.row(row) + group * members;
        for (int p = 0; p < positions; p++) {
            for (int c = 0; c < members; c++) {
                int i = p * channels + c;
                float z = (float) ((x[at + i] - mean) * inverse);
                normalized.data()[write + i] = z;
                int channel = group * members + c;
                output.data()[write + i] =
                        affine.gain().values()[channel] * z + affine.bias().values()[channel];
            }
        }
    }

    @Override
    public Matrix backward(Matrix outputGradient) {
        Arrays.fill(gainGradient.values(), 0);
        Arrays.fill(biasGradient.values(), 0);
        inputGradient.resize(outputGradient.rows());
        for (int r = 0; r < outputGradient.rows(); r++) {
            for (int g = 0; g < groups; g++) {
                backward(outputGradient, r, g);
            }
        }
        return inputGradient;
    }

    private void backward(Matrix outputGradient, int row, int group) {
        float[] dy = outputGradient.data();
        float[] z = normalized.data();
        int at = outputGradient.row(row) + group * members;
        int kept = normalized.row(row) + group * members;
        double sum = 0;
        double along = 0;
        for (int p = 0; p < positions; p++) {
            for (int c = 0; c < members; c++) {
                int i = p * channels + c;
                int channel = group * members + c;
                gainGradient.values()[channel] += dy[at + i] * z[kept + i];
                biasGradient.values()[channel] += dy[at + i];
                double dz = (double) dy[at + i] * affine.gain().values()[channel];
                sum += dz;
                along += dz * z[kept + i];
            }
        }
        double count = (double) positions * members;
        double inverse = inverses[row * groups + group];
        for (int p = 0; p < positions; p++) {
            for (int c = 0; c < members; c++) {
                int i = p * channels + c;
                double dz = (double) dy[at + i] * affine.gain().values()[group * members + c];
                inputGradient.data()[kept + i] = (float) (inverse * (dz - (sum + z[kept + i] * along) / count));
            }
        }
    }
}
