package dev.evenkeel.model.stability;

import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.math.Vectors;
import dev.evenkeel.model.parameter.DenseParameter;
import dev.evenkeel.model.parameter.Gradient;
import dev.evenkeel.model.parameter.RowTable;

/** Sums of squares and scalings of arrays, in double precision. Stateless and thread-safe. */
final class Norms {
    private Norms() {}

    /** Σ v² over the first {@code length} values. */
    static double squares(float[] values, int length) {
        if (length >= Matrix.LANES) {
            return Vectors.squares(values, length);
        }
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += (double) values[i] * values[i];
        }
        return sum;
    }

    /** Multiplies the first {@code length} values. */
    static void scale(float[] values, int length, double factor) {
        float f = (float) factor;
        for (int i = 0; i < length && Float.isFinite(f); i++) {
            values[i] *= f;
        }
        for (int i = 0; i < length && !Float.isFinite(f); i++) { // numbers near the smallest there are
            values[i] = (float) (values[i] * factor);
        }
    }

    /** Σ w² over the weights that a gradient is for: all, or those of the rows of a table. */
    static double weightSquares(Gradient gradient) {
        if (gradient instanceof Gradient.Rows rows) {
            double sum = 0;
            for (int i = 0; i < rows.rows(); i++) {
                sum += rowSquares(rows, i);
            }
            return sum;
        }
        return squares(gradient.parameter().values(), gradient.parameter().stored());
    }

    /** Σ w² over the weights of a gradient's row. */
    static double rowSquares(Gradient.Rows rows, int index) {
        RowTable table = rows.parameter();
        int position = table.position(rows.row(index));
        double sum = 0;
        for (int j = 0; j < table.width() && position >= 0; j++) {
            double w = table.values()[position * table.width() + j];
            sum += w * w;
        }
        return sum;
    }

    /** Trainable numbers that a gradient is for. */
    static long count(Gradient gradient) {
        return gradient.parameter() instanceof DenseParameter dense ? dense.count() : gradient.length();
    }
}
