package dev.evenkeel.model.learner;

import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.math.Vectors;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.stability.RobustMoments;
import dev.evenkeel.model.stability.UnitChange;
import java.util.Arrays;

/**
 * Running standardization of numeric columns: z = (x − μ)/σ, clipped to ±5, by the moments of the values seen so far.
 *
 * <p>Moments by Welford's recurrence (doi:10.1080/00401706.1962.10490022) in double precision, population variance, each value
 * counting by its row's importance weight w. With a keep factor below 1 all that came before counts that much less with each
 * further value (West 1979, doi:10.1145/359146.359153):
 *
 * <pre>
 *   W = keep·W + w     Δ = x − μ     μ += Δ·w/W     S = keep·S + w·Δ·(x − μ)     σ² = S/W
 * </pre>
 *
 * <p>A missing value (NaN) gives 0, the mean, and neither counts nor ages the moments; where the deviation is 0, so is z. No ε:
 * multiplying a column by a power of two changes no bit of z. Where the moments are to be robust, no value moves them by more than
 * {@link RobustMoments#REACH} deviations. Not thread-safe.
 */
final class Standardizer {
    private static final float CLIP = 5;
    private static final String PATH = "normalizer/numeric";

    private final int width;
    private final double keep;
    private final boolean robust;
    private final float[] row;
    private Moments moments;
    private Moments proposed;

    /** Moments by column, padded for vector loops. */
    private static final class Moments {
        final double[] weights;
        final double[] means;
        final double[] squares;

        Moments(int width) {
            weights = new double[Matrix.padded(width)];
            means = new double[weights.length];
            squares = new double[weights.length];
        }

        void set(Moments from) {
            System.arraycopy(from.weights, 0, weights, 0, weights.length);
            System.arraycopy(from.means, 0, means, 0, means.length);
            System.arraycopy(from.squares, 0, squares, 0, squares.length);
        }

        /** With weight 1, the very operations of {@link Vectors#standardizeColumns}. */
        void add(int column, double value, double weight, double keep) {
            if (weight == 0) {
                return;
            }
            weights[column] = keep * weights[column] + weight;
            double delta = value - means[column];
            means[column] += delta * (weight / weights[column]);
            squares[column] = keep * squares[column] + weight * delta * (value - means[column]);
        }

        float standardize(int column, float value) {
            if (Float.isNaN(value) || squares[column] == 0) {
                return 0;
            }
            double variance = squares[column] * (1 / weights[column]);
            return (float) ((value - means[column]) / Math.sqrt(variance));
        }
    }

    /**
     * A standardizer that has seen nothing.
     *
     * @param keep in (0, 1]; 1 never forgets
     * @param robust whether a single value moves the moments only so far
     */
    Standardizer(int width, double keep, boolean robust) {
        this(width, keep, robust, new Moments(width));
    }

    private Standardizer(int width, double keep, boolean robust, Moments moments) {
        this.width = width;
        this.keep = keep;
        this.robust = robust;
        this.moments = moments;
        row = new float[Matrix.padded(width)];
    }

    /**
     * Transforms rows by the moments as they are.
     *
     * @param into {@code [to - from, >= width]}: the first columns are overwritten
     */
    void transform(MiniBatch batch, int from, int to, Matrix into) {
        for (int r = from; r < to; r++) {
            for (int j = 0; j < width; j++) {
                into.set(r - from, j, clip(moments.standardize(j, batch.numeric()[r * width + j])));
            }
        }
    }

    /** Row by row, updates a copy of the moments and transforms the row by it; {@link #commit} makes the copy count. */
    void propose(MiniBatch batch, int from, int to, Matrix into) {
        if (proposed == null) {
            proposed = new Moments(width);
        }
        proposed.set(moments);
        for (int r = from; r < to; r++) {
            int at = into.row(r - from);
            if (batch.weights()[r] == 1) {
                System.arraycopy(batch.numeric(), r * width, row, 0, width);
                proposeRow();
                for (int j = 0; j < width; j++) {
                    into.data()[at + j] = clip(row[j]);
                }
            } else {
                proposeWeighted(batch, r, into.data(), at);
            }
        }
    }

    private void proposeRow() {
        int done = standardize(0, robust ? RobustMoments.REACH : Double.POSITIVE_INFINITY);
        if (done < row.length) {
            for (int j = done; j < width; j++) {
                row[j] = (float) drawn(j, row[j]);
            }
            standardize(done, Double.POSITIVE_INFINITY);
        }
    }

    private int standardize(int from, double reach) {
        return Vectors.standardizeColumns(row, from, reach, keep, proposed.weights, proposed.means, proposed.squares);
    }

    private void proposeWeighted(MiniBatch batch, int r, float[] into, int at) {
        for (int j = 0; j < width; j++) {
            float value = batch.numeric()[r * width + j];
            if (!Float.isNaN(value)) {
                proposed.add(j, robust ? drawn(j, value) : value, batch.weights()[r], keep);
            }
            into[at + j] = clip(proposed.standardize(j, value));
        }
    }

    private double drawn(int j, double value) {
        return RobustMoments.drawn(value, proposed.weights[j], proposed.means[j], proposed.squares[j]);
    }

    private static float clip(float standardized) {
        return Math.max(-CLIP, Math.min(CLIP, standardized));
    }

    /** The first column whose proposed moments are not finite, or -1. */
    int notFinite() {
        for (int j = 0; j < width; j++) {
            if (!Double.isFinite(proposed.means[j]) || !Double.isFinite(proposed.squares[j])) {
                return j;
            }
        }
        return -1;
    }

    /** Takes the moments proposed last. */
    void commit() {
        Moments spare = moments;
        moments = proposed;
        proposed = spare;
    }

    double mean(int column) {
        return moments.weights[column] > 0 ? moments.means[column] : Double.NaN;
    }

    double deviation(int column) {
        return Math.sqrt(moments.squares[column] / moments.weights[column]);
    }

    /** Moments stay as they are, and count as of fewer values. */
    void reanchor(double keep) {
        for (int j = 0; j < width; j++) {
            moments.weights[j] *= keep;
            moments.squares[j] *= keep;
        }
    }

    /** The moments of a column start anew from those of its new unit. */
    void rescale(int column, UnitChange change) {
        moments.weights[column] = change.count();
        moments.means[column] = change.mean();
        moments.squares[column] = change.count() * change.variance();
    }

    Standardizer copy() {
        Moments copied = new Moments(width);
        copied.set(moments);
        return new Standardizer(width, keep, robust, copied);
    }

    void save(NamedTensors into) {
        into.put(PATH + "/weight", Arrays.copyOf(moments.weights, width), width);
        into.put(PATH + "/mean", Arrays.copyOf(moments.means, width), width);
        into.put(PATH + "/squares", Arrays.copyOf(moments.squares, width), width);
    }

    void load(NamedTensors from) {
        System.arraycopy(from.doubles(PATH + "/weight", width), 0, moments.weights, 0, width);
        System.arraycopy(from.doubles(PATH + "/mean", width), 0, moments.means, 0, width);
        System.arraycopy(from.doubles(PATH + "/squares", width), 0, moments.squares, 0, width);
    }
}
