package dev.evenkeel.model.learner;

import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.parameter.NamedTensors;

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
 * multiplying a column by a power of two changes no bit of z. Not thread-safe.
 */
final class Standardizer {
    private static final float CLIP = 5;
    private static final String PATH = "normalizer/numeric";

    private final int width;
    private final double keep;
    private Moments moments;
    private Moments proposed;

    /** Moments by column. */
    private static final class Moments {
        final double[] weights;
        final double[] means;
        final double[] squares;

        Moments(double[] weights, double[] means, double[] squares) {
            this.weights = weights;
            this.means = means;
            this.squares = squares;
        }

        static Moments zeros(int width) {
            return new Moments(new double[width], new double[width], new double[width]);
        }

        void set(Moments from) {
            System.arraycopy(from.weights, 0, weights, 0, weights.length);
            System.arraycopy(from.means, 0, means, 0, means.length);
            System.arraycopy(from.squares, 0, squares, 0, squares.length);
        }

        void add(int column, double value, double weight, double keep) {
            if (weight == 0) {
                return;
            }
            weights[column] = keep * weights[column] + weight;
            double delta = value - means[column];
            means[column] += delta * weight / weights[column];
            squares[column] = keep * squares[column] + weight * delta * (value - means[column]);
        }

        float standardize(int column, float value) {
            if (Float.isNaN(value) || squares[column] == 0) {
                return 0;
            }
            double deviation = Math.sqrt(squares[column] / weights[column]);
            return Math.max(-CLIP, Math.min(CLIP, (float) ((value - means[column]) / deviation)));
        }
    }

    /**
     * A standardizer that has seen nothing.
     *
     * @param keep in (0, 1]; 1 never forgets
     */
    Standardizer(int width, double keep) {
        this(width, keep, Moments.zeros(width));
    }

    private Standardizer(int width, double keep, Moments moments) {
        this.width = width;
        this.keep = keep;
        this.moments = moments;
    }

    /**
     * Transforms rows by the moments as they are.
     *
     * @param into {@code [to - from, >= width]}: the first columns are overwritten
     */
    void transform(MiniBatch batch, int from, int to, Matrix into) {
        for (int r = from; r < to; r++) {
            for (int j = 0; j < width; j++) {
                into.set(r - from, j, moments.standardize(j, batch.numeric()[r * width + j]));
            }
        }
    }

    /** Row by row, updates a copy of the moments and transforms the row by it; {@link #commit} makes the copy count. */
    void propose(MiniBatch batch, int from, int to, Matrix into) {
        if (proposed == null) {
            proposed = Moments.zeros(width);
        }
        proposed.set(moments);
        for (int r = from; r < to; r++) {
            for (int j = 0; j < width; j++) {
                float value = batch.numeric()[r * width + j];
                if (!Float.isNaN(value)) {
                    proposed.add(j, value, batch.weights()[r], keep);
                }
                into.set(r - from, j, proposed.standardize(j, value));
            }
        }
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

    Standardizer copy() {
        Moments copied = Moments.zeros(width);
        copied.set(moments);
        return new Standardizer(width, keep, copied);
    }

    void save(NamedTensors into) {
        Moments saved = copy().moments;
        into.put(PATH + "/weight", saved.weights, width);
        into.put(PATH + "/mean", saved.means, width);
        into.put(PATH + "/squares", saved.squares, width);
    }

    void load(NamedTensors from) {
        moments.set(new Moments(
                from.doubles(PATH + "/weight", width),
                from.doubles(PATH + "/mean", width),
                from.doubles(PATH + "/squares", width)));
    }
}
