package dev.evenkeel.model.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SquaredLossTest extends ScalarLossContract {
    @Override
    Loss loss() {
        return Loss.of(LossKind.SQUARED);
    }

    @Override
    float label(Random random) {
        return random.nextInt(10) - 5;
    }

    @Test
    void extremesOfFloatFitADouble() {
        assertThat(loss().value(new float[] {3e38f}, 0, 1, -3e38f)).isEqualTo(Math.pow(2.0 * 3e38f, 2));
        assertThat(loss().value(new float[] {3}, 0, 1, 1)).isEqualTo(4);
        assertThat(((ScalarLoss) loss()).derivative(3, 1)).isEqualTo(4);
    }
}
