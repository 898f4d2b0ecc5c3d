package dev.evenkeel.model.layer;

import dev.evenkeel.model.parameter.NamedTensors;
import java.util.Arrays;

/**
 * A batch normalizer's running mean and variance by channel, in double precision.
 *
 * <p>They start as if {@value #PRIOR} examples of mean 0 and variance 1 had been seen, so that the first examples cannot be divided
 * by a deviation of nearly nothing. Not thread-safe.
 */
public final class RunningMoments implements LayerState {
    /** What the first examples are weighed against. */
    static final int PRIOR = 16;

    private final String layer;
    private final double[] means;
    private final double[] variances;
    private long examples;

    /**
     * The moments before the first example.
     *
     * @param layer its layer's name
     * @param channels &gt;= 1
     */
    public RunningMoments(String layer, int channels) {
        this.layer = layer;
        means = new double[channels];
        variances = new double[channels];
        Arrays.fill(variances, 1);
    }

    @Override
    public String layer() {
        return layer;
    }

    /** Channels. */
    public int channels() {
        return means.length;
    }

    /** Examples seen. */
    public long examples() {
        return examples;
    }

    /** A channel's mean. */
    public double mean(int channel) {
        return means[channel];
    }

    /** A channel's variance. */
    public double variance(int channel) {
        return variances[channel];
    }

    /**
     * Moves towards the moments of a batch: α = max(1 − decayⁿ, n / (examples so far + n)), so that early examples count alike and
     * later ones are forgotten at the decay's pace; Δ = μ_batch − μ, μ += αΔ, σ² = (1 − α)(σ² + αΔ²) + ασ²_batch.
     *
     * @param rows n, &gt;= 1
     * @param decay per example, in [0, 1)
     */
    void add(double[] batchMeans, double[] batchVariances, int rows, double decay) {
        double share = Math.max(1 - Math.pow(decay, rows), rows / (double) (PRIOR + examples + rows));
        for (int c = 0; c < means.length; c++) {
            double delta = batchMeans[c] - means[c];
            means[c] += share * delta;
            variances[c] = (1 - share) * (variances[c] + share * delta * delta) + share * batchVariances[c];
        }
        examples += rows;
    }

    @Override
    public void save(NamedTensors into) {
        into.put(path("mean"), means.clone(), means.length);
        into.put(path("variance"), variances.clone(), variances.length);
        into.put(path("examples"), new long[] {examples}, 1);
    }

    @Override
    public void load(NamedTensors from) {
        double[] storedMeans = from.doubles(path("mean"), means.length);
        double[] storedVariances = from.doubles(path("variance"), variances.length);
        examples = from.longs(path("examples"), 1)[0];
        System.arraycopy(storedMeans, 0, means, 0, means.length);
        System.arraycopy(storedVariances, 0, variances, 0, variances.length);
    }

    private String path(String role) {
        return "normalizer/" + layer + "/" + role;
    }

    @Override
    public RunningMoments copy() {
        RunningMoments copy = new RunningMoments(layer, means.length);
        System.arraycopy(means, 0, copy.means, 0, means.length);
        System.arraycopy(variances, 0, copy.variances, 0, variances.length);
        copy.examples = examples;
        return copy;
    }
}
