package dev.evenkeel.model.learner;

import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.math.Vectors;
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
    private final float[] row;
    private Moments moments;
    private Moments proposed;

    /** Moments by column, padded for vector loops. Counts are whole. */
    private static final class Moments {
        final double[] counts;
        final double[] means;
        final double[] squares;

        Moments(int width) {
            counts = new double[Matrix.padded(width)];
            means = new double[counts.length];
            squares = new double[counts.length];
        }

        void set(Moments from) {
            System.arraycopy(from.counts, 0, counts, 0, counts.length);
            System.arraycopy(from.means, 0, means, 0, means.length);
            System.arraycopy(from.squares, 0, squares, 0, squares.length);
        }

        float standardize(int column, float value) {
            if (Float.isNaN(value) || squares[column] == 0) {
                return 0;
            }
            return (float) ((value - means[column]) / Math.sqrt(squares[column] / counts[column]));
        }
    }

    Standardizer(int width) {
        this(width, new Moments(width));
    }

    private Standardizer(int width, Moments moments) {
        this.width = width;
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
            System.arraycopy(batch.numeric(), r * width, row, 0, width);
            Vectors.standardizeColumns(row, proposed.counts, proposed.means, proposed.squares);
            int at = into.row(r - from);
            for (int j = 0; j < width; j++) {
                into.data()[at + j] = clip(row[j]);
            }
        }
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

    Standardizer copy() {
        Moments copied = new Moments(width);
        copied.set(moments);
        return new Standardizer(width, copied);
    }

    void save(NamedTensors into) {
        long[] counts = new long[width];
        for (int j = 0; j < width; j++) {
            counts[j] = (long) moments.counts[j];
        }
        into.put(PATH + "/count", counts, width);
        into.put(PATH + "/mean", Arrays.copyOf(moments.means, width), width);
        into.put(PATH + "/squares", Arrays.copyOf(moments.squares, width), width);
    }

    void load(NamedTensors from) {
        long[] counts = from.longs(PATH + "/count");
        double[] means = from.doubles(PATH + "/mean");
        double[] squares = from.doubles(PATH + "/squares");
        int[] lengths = {counts.length, means.length, squares.length};
        if (!Arrays.equals(lengths, new int[] {width, width, width})) {
            throw new IllegalArgumentException("wrong shape: tensor=" + PATH + ", lengths=" + Arrays.toString(lengths)
                    + ", expected=" + width + " each");
        }
        for (int j = 0; j < width; j++) {
            moments.counts[j] = counts[j];
            moments.means[j] = means[j];
            moments.squares[j] = squares[j];
        }
    }
}
