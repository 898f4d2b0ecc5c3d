package dev.evenkeel.model.learner;

import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.parameter.NamedTensors;
import java.util.Arrays;

/**
 * Running standardization of numeric columns: z = (x − μ)/σ, clipped to ±5, by the moments of all values seen so far.
 *
 * <p>Moments by Welford's recurrence (doi:10.1080/00401706.1962.10490022) in double precision, population variance. A missing
 * value (NaN) gives 0, the mean, and does not count; where the deviation is 0, so is z. No ε: multiplying a column by a power of
 * two changes no bit of z. Not thread-safe.
 */
final class Standardizer {
    private static final float CLIP = 5;
    private static final String PATH = "normalizer/numeric";

    private final int width;
    private Moments moments;
    private Moments proposed;

    /** Moments by column. */
    private static final class Moments {
        final long[] counts;
        final double[] means;
        final double[] squares;

        Moments(long[] counts, double[] means, double[] squares) {
            this.counts = counts;
            this.means = means;
            this.squares = squares;
        }

        static Moments zeros(int width) {
            return new Moments(new long[width], new double[width], new double[width]);
        }

        void set(Moments from) {
            System.arraycopy(from.counts, 0, counts, 0, counts.length);
            System.arraycopy(from.means, 0, means, 0, means.length);
            System.arraycopy(from.squares, 0, squares, 0, squares.length);
        }

        void add(int column, double value) {
            double delta = value - means[column];
            means[column] += delta / ++counts[column];
            squares[column] += delta * (value - means[column]);
        }

        float standardize(int column, float value) {
            if (Float.isNaN(value) || squares[column] == 0) {
                return 0;
            }
            double deviation = Math.sqrt(squares[column] / counts[column]);
            return Math.max(-CLIP, Math.min(CLIP, (float) ((value - means[column]) / deviation)));
        }
    }

    Standardizer(int width) {
        this(width, Moments.zeros(width));
    }

    private Standardizer(int width, Moments moments) {
        this.width = width;
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
                    proposed.add(j, value);
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
        return new Standardizer(width, copied);
    }

    void save(NamedTensors into) {
        Moments saved = copy().moments;
        into.put(PATH + "/count", saved.counts, width);
        into.put(PATH + "/mean", saved.means, width);
        into.put(PATH + "/squares", saved.squares, width);
    }

    void load(NamedTensors from) {
        Moments stored =
                new Moments(from.longs(PATH + "/count"), from.doubles(PATH + "/mean"), from.doubles(PATH + "/squares"));
        int[] lengths = {stored.counts.length, stored.means.length, stored.squares.length};
        if (!Arrays.equals(lengths, new int[] {width, width, width})) {
            throw new IllegalArgumentException("wrong shape: tensor=" + PATH + ", lengths=" + Arrays.toString(lengths)
                    + ", expected=" + width + " each");
        }
        moments.set(stored);
    }
}
