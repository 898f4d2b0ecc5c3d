package dev.evenkeel.model.layer;

import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.parameter.Gradient;
import java.util.Arrays;
import java.util.List;

/**
 * Batch normalization (Ioffe, Szegedy, arXiv 1502.03167, algorithms 1 and 2) and renormalization (Ioffe, arXiv 1702.03275,
 * algorithm 1): y = γx̂ + β with x̂ = r(x − μ_B)/σ_B + d, where μ_B and σ_B = √(population variance + ε) are a channel's over all
 * rows and positions of the batch, r = clip(σ_B/σ, 1/r_max, r_max) and d = clip((μ_B − μ)/σ, −d_max, d_max) compare them with the
 * running ones. No derivative goes through r and d.
 *
 * <p>Deviations: the running moments are a mean, then a decayed mean, per example, of the population variance; a batch of fewer
 * than the settings' rows, and one of a single number a channel, is normalized with the running moments as constants; the limits of
 * r and d grow linearly from the first example on. Predictions use the running moments.
 */
public final class BatchNorm implements Layer {
    private final Affine affine;
    private final RunningMoments moments;
    private final BatchNormSettings settings;
    private final int positions;
    private final int channels;
    private final Gradient.Dense gainGradient;
    private final Gradient.Dense biasGradient;
    private final double[] means;
    private final double[] variances;
    private final double[] centres;
    private final double[] sums;
    private final double[] products;
    private final float[] scales;
    private final float[] shifts;
    private final Matrix normalized;
    private final Matrix output;
    private final Matrix inputGradient;
    private boolean constants;
    private int rows;

    /**
     * A layer over given parameters, which it reads at each forward and never changes, and given moments, which it changes in
     * {@link #commit}.
     *
     * @param positions of the grid whose channels are normalized; 1 for flat inputs
     * @param maxRows of the largest batch
     * @throws IllegalArgumentException when the shapes do not fit each other
     */
    public BatchNorm(Affine affine, RunningMoments moments, BatchNormSettings settings, int positions, int maxRows) {
        channels = affine.channels();
        if (moments.channels() != channels) {
            throw new IllegalArgumentException("moments must fit the gain: layer=" + moments.layer() + ", channels="
                    + moments.channels() + ", expected=" + channels);
        }
        this.affine = affine;
        this.moments = moments;
        this.settings = settings;
        this.positions = positions;
        gainGradient = new Gradient.Dense(affine.gain());
        biasGradient = new Gradient.Dense(affine.bias());
        means = new double[channels];
        variances = new double[channels];
        centres = new double[channels];
        sums = new double[channels];
        products = new double[channels];
        scales = new float[channels];
        shifts = new float[channels];
        normalized = Matrix.zeros(maxRows, inputs());
        output = Matrix.zeros(maxRows, inputs());
        inputGradient = Matrix.zeros(maxRows, inputs());
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
    public boolean trainsDifferently() {
        return true;
    }

    @Override
    public Matrix predict(Matrix input) {
        Shapes.requireColumns(this, input);
        byRunningMoments();
        return apply(input, false);
    }

    @Override
    public Matrix forward(Matrix input) {
        Shapes.requireColumns(this, input);
        rows = input.rows();
        measure(input);
        constants = rows < settings.leastRows() || rows * positions == 1;
        if (constants) {
            byRunningMoments();
        } else {
            byBatchMoments();
        }
        normalized.resize(input.rows());
        return apply(input, true);
    }

    /** Two passes, in double: the mean, then the mean squared deviation. */
    private void measure(Matrix input) {
        double count = (double) input.rows() * positions;
        Arrays.fill(means, 0);
        Arrays.fill(variances, 0);
        for (int r = 0; r < input.rows(); r++) {
            for (int p = 0; p < positions; p++) {
                int at = input.row(r) + p * channels;
                for (int c = 0; c < channels; c++) {
                    means[c] += input.data()[at + c];
                }
            }
        }
        for (int c = 0; c < channels; c++) {
            means[c] /= count;
        }
        for (int r = 0; r < input.rows(); r++) {
            for (int p = 0; p < positions; p++) {
                int at = input.row(r) + p * channels;
                for (int c = 0; c < channels; c++) {
                    double deviation = input.data()[at + c] - means[c];
                    variances[c] += deviation * deviation;
                }
            }
        }
        for (int c = 0; c < channels; c++) {
            variances[c] /= count;
        }
    }

    /** x̂ = scale · (x − centre) + shift. */
    private void byRunningMoments() {
        for (int c = 0; c < channels; c++) {
            scales[c] = (float) (1 / Math.sqrt(moments.variance(c) + settings.epsilon()));
            shifts[c] = 0;
            centres[c] = moments.mean(c);
        }
    }

    private void byBatchMoments() {
        double rMax = settings.r(moments.examples());
        double dMax = settings.d(moments.examples());
        for (int c = 0; c < channels; c++) {
            double deviation = Math.sqrt(variances[c] + settings.epsilon());
            double running = Math.sqrt(moments.variance(c) + settings.epsilon());
            double r = Math.max(1 / rMax, Math.min(rMax, deviation / running));
            scales[c] = (float) (r / deviation);
            shifts[c] = (float) Math.max(-dMax, Math.min(dMax, (means[c] - moments.mean(c)) / running));
            centres[c] = means[c];
        }
    }

    private Matrix apply(Matrix input, boolean keep) {
        output.resize(input.rows());
        float[] gain = affine.gain().values();
        float[] bias = affine.bias().values();
        for (int r = 0; r < input.rows(); r++) {
            for (int p = 0; p < positions; p++) {
                int read = input.row(r) + p * channels;
                int write = output.row(r) + p * channels;
                for (int c = 0; c < channels; c++) {
                    float x = scales[c] * (float) (input.data()[read + c] - centres[c]) + shifts[c];
                    output.data()[write + c] = gain[c] * x + bias[c];
                    if (keep) {
                        normalized.data()[write + c] = x;
                    }
                }
            }
        }
        return output;
    }

    @Override
    public Matrix backward(Matrix outputGradient) {
        sum(outputGradient);
        inputGradient.resize(outputGradient.rows());
        float[] gain = affine.gain().values();
        double count = (double) outputGradient.rows() * positions;
        for (int r = 0; r < outputGradient.rows(); r++) {
            for (int p = 0; p < positions; p++) {
                int read = outputGradient.row(r) + p * channels;
                int write = inputGradient.row(r) + p * channels;
                for (int c = 0; c < channels; c++) {
                    double dy = outputGradient.data()[read + c];
                    if (!constants) {
                        dy -= (sums[c] + standardized(write, c) * products[c]) / count;
                    }
                    inputGradient.data()[write + c] = (float) (scales[c] * gain[c] * dy);
                }
            }
        }
        return inputGradient;
    }

    /** (x − μ_B)/σ_B, from x̂ by undoing r and d. */
    private double standardized(int at, int channel) {
        double deviation = Math.sqrt(variances[channel] + settings.epsilon());
        return (normalized.data()[at + channel] - shifts[channel]) / (scales[channel] * deviation);
    }

    /** Σdy, Σdy·x̂ for the parameters, and Σdy·(x − μ_B)/σ_B for the input. */
    private void sum(Matrix outputGradient) {
        Arrays.fill(sums, 0);
        Arrays.fill(products, 0);
        for (int r = 0; r < outputGradient.rows(); r++) {
            for (int p = 0; p < positions; p++) {
                int at = outputGradient.row(r) + p * channels;
                int kept = normalized.row(r) + p * channels;
                for (int c = 0; c < channels; c++) {
                    double dy = outputGradient.data()[at + c];
                    sums[c] += dy;
                    products[c] += dy * normalized.data()[kept + c];
                }
            }
        }
        for (int c = 0; c < channels; c++) {
            gainGradient.values()[c] = (float) products[c];
            biasGradient.values()[c] = (float) sums[c];
            double deviation = Math.sqrt(variances[c] + settings.epsilon());
            products[c] = (products[c] - shifts[c] * sums[c]) / (scales[c] * deviation);
        }
    }

    @Override
    public void commit() {
        moments.add(means, variances, rows, settings.decay());
    }
}
