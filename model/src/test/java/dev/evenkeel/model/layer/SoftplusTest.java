package dev.evenkeel.model.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.math.Matrix;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SoftplusTest extends LayerContract {
    @Override
    Layer layer() {
        return new Softplus("a-0", 13, MAX_ROWS);
    }

    @Test
    void isTheFunctionEverywhere() {
        Softplus layer = new Softplus("a", 1, 1);
        Matrix input = Matrix.zeros(1, 1);
        for (float x = -9.5f; x < 9.5f; x += 0.0371f) {
            input.set(0, 0, x);
            double expected = Math.log1p(Math.exp(x));
            double tolerance = 2e-8 + 1.2e-7 * Math.abs(expected);
            assertThat((double) layer.forward(input).at(0, 0)).isCloseTo(expected, Offset.offset(tolerance));
        }
    }

    @Test
    void farNumbersGiveTheLimits() {
        Matrix x = Matrix.zeros(1, 6);
        x.fill(new float[] {0, -80, 100, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, Float.NaN});
        assertThat(new Softplus("a", 6, 1).forward(x).unpadded())
                .containsExactly(
                        (float) Math.log(2), (float) Math.exp(-80), 100, 0, Float.POSITIVE_INFINITY, Float.NaN);
    }
}
