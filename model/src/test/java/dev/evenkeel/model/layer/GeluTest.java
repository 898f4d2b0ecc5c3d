package dev.evenkeel.model.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.math.Matrix;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class GeluTest extends LayerContract {
    @Override
    Layer layer() {
        return new Gelu("a-0", 13, MAX_ROWS);
    }

    @Test
    void isTheFunctionEverywhere() {
        Gelu layer = new Gelu("a", 1, 1);
        Matrix input = Matrix.zeros(1, 1);
        for (float x = -9.5f; x < 9.5f; x += 0.371f) {
            input.set(0, 0, x);
            double expected = x * simpson(x);
            double tolerance = 2e-8 + 1.2e-7 * Math.abs(expected);
            assertThat((double) layer.forward(input).at(0, 0)).isCloseTo(expected, Offset.offset(tolerance));
        }
    }

    @Test
    void farNumbersGiveTheLimits() {
        Matrix x = Matrix.zeros(1, 6);
        x.fill(new float[] {0, -1000, 100, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, Float.NaN});
        assertThat(new Gelu("a", 6, 1).forward(x).unpadded())
                .containsExactly(0, 0, 100, 0, Float.POSITIVE_INFINITY, Float.NaN);
    }

    /** Φ by Simpson's rule from −12 on. */
    private static double simpson(double x) {
        int steps = 20_000;
        double h = (x + 12) / steps;
        double sum = 0;
        for (int i = 0; i <= steps; i++) {
            double at = -12 + i * h;
            double weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * Math.exp(-at * at / 2);
        }
        return sum * h / 3 / Math.sqrt(2 * Math.PI);
    }
}
