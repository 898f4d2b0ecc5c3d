package dev.evenkeel.model.stability;

import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.math.Vectors;
import dev.evenkeel.model.parameter.Gradient;
import java.util.Arrays;

/**
 * Sums of squares in single precision: several times as fast as {@link Norms}, and enough to see that a limit is far away. What they
 * leave open, the exact sums decide; so they change no decision. Not thread-safe.
 */
final class RoughSquares {
    /** Squares of what is smaller are lost. */
    private static final double LOST = Float.MIN_NORMAL;
    /** A float's sum of {@value #MOST_ROWS} squares is off by less: n terms by at most n·2⁻²⁴ of itself. */
    private static final double MARGIN = 2;
    /** Columns that are longer are summed exactly. */
    private static final int MOST_ROWS = 1 << 22;

    private float[] sums = new float[0];

    /** Σ v² of values laid out as a gradient's; not finite where floats cannot hold it. */
    double of(Gradient gradient, float[] values) {
        if (!(gradient instanceof Gradient.Dense dense)) {
            return Norms.squares(values, gradient.length());
        }
        Matrix shape = dense.matrix();
        sum(shape, values);
        double sum = 0;
        for (int j = 0; j < shape.columns(); j++) {
            sum += sums[j];
        }
        return sum;
    }

    /** Σ w² over the weights that a gradient is for; see {@link Norms#weightSquares}. */
    double ofWeights(Gradient gradient) {
        return gradient instanceof Gradient.Dense dense
                ? of(gradient, dense.parameter().values())
                : Norms.weightSquares(gradient);
    }

    /**
     * Σ v² by columns.
     *
     * @param into the first columns are overwritten
     */
    void byColumn(Matrix shape, float[] values, float[] into) {
        sum(shape, values);
        System.arraycopy(sums, 0, into, 0, shape.columns());
    }

    private void sum(Matrix shape, float[] values) {
        if (shape.stride() > sums.length) {
            sums = Arrays.copyOf(sums, shape.stride());
        }
        if (shape.rows() > MOST_ROWS) {
            Arrays.fill(sums, Float.NaN);
            return;
        }
        Matrix matrix = Matrix.of(values, 0, shape.rows(), shape.columns());
        Vectors.sumProducts(matrix, matrix, sums);
    }

    /**
     * Whether a sum is at most a limit, however rough both may be; false where it is not certain, as for a limit that overflowed.
     *
     * @param count of the values summed
     */
    static boolean surelyWithin(double squares, long count, double limit) {
        return limit < Double.POSITIVE_INFINITY && MARGIN * (squares + count * LOST) <= limit / MARGIN;
    }
}
