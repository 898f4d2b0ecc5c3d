package dev.evenkeel.model.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HingeLossTest extends ScalarLossContract {
    @Override
    Loss loss() {
        return Loss.of(LossKind.HINGE);
    }

    @Override
    float label(Random random) {
        return random.nextInt(2);
    }

    @Override
    boolean kink(double from, double to, float label) {
        double kink = label > 0 ? 1 : -1;
        return from <= kink && kink <= to;
    }

    @Test
    void onlyMarginsBelowOneCost() {
        ScalarLoss loss = (ScalarLoss) loss();
        assertThat(loss.value(0.25, 1)).isEqualTo(0.75);
        assertThat(loss.value(0.25, 0)).isEqualTo(1.25);
        assertThat(loss.value(1, 1)).isZero();
        assertThat(loss.derivative(1, 1)).isZero();
        assertThat(loss.flow(-1, 1, 5)).isEqualTo(2);
        assertThat(loss.flow(-1, 1, 0.5)).isEqualTo(0.5);
    }

    @Test
    void aMarginIsNoProbability() {
        float[] mean = {0};
        loss().mean(new float[] {2}, 0, 1, mean, 0);
        assertThat(mean[0]).isNaN();
    }
}
