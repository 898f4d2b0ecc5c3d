package dev.evenkeel.model.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.math.Matrix;
import java.util.function.DoubleSupplier;
import org.assertj.core.data.Offset;

/** Central finite differences of functions computed in single precision. */
final class Differences {
    /**
     * Balances the errors: rounding gives about 1e-6 / STEP for sums of some dozen terms near 1, curvature about STEP² times the
     * third derivative.
     */
    private static final float STEP = 4e-3f;

    private static final double TOLERANCE = 2e-3;

    private Differences() {}

    /** Asserts that {@code derivative} is that of {@code loss} by {@code values[at]}. */
    static void assertDerivative(double derivative, float[] values, int at, DoubleSupplier loss) {
        float before = values[at];
        values[at] = before + STEP;
        double up = loss.getAsDouble();
        double width = (double) values[at];
        values[at] = before - STEP;
        double down = loss.getAsDouble();
        width -= values[at];
        values[at] = before;
        double difference = (up - down) / width;
        assertThat(derivative)
                .as("derivative by element %d", at)
                .isCloseTo(difference, Offset.offset(TOLERANCE * (1 + Math.abs(difference))));
    }

    /** Σ y·c: a loss whose derivative by y is c. */
    static double dot(Matrix y, Matrix c) {
        double sum = 0;
        for (int i = 0; i < y.rows(); i++) {
            for (int j = 0; j < y.columns(); j++) {
                sum += (double) y.at(i, j) * c.at(i, j);
            }
        }
        return sum;
    }
}
