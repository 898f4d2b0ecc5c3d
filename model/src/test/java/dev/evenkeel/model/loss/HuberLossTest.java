package dev.evenkeel.model.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HuberLossTest extends ScalarLossContract {
    @Override
    Loss loss() {
        return Loss.huber(1.5);
    }

    @Override
    float label(Random random) {
        return random.nextInt(10) - 5;
    }

    @Override
    boolean kink(double from, double to, float label) {
        return Math.abs(Math.abs((from + to) / 2 - label) - 1.5) <= to - from; // the second derivative jumps
    }

    @Test
    void squaredNearTheLabelAndLinearFarFromIt() {
        assertThat(loss().value(new float[] {1}, 0, 1, 0)).isEqualTo(1);
        assertThat(loss().value(new float[] {-2.5f}, 0, 1, 0)).isEqualTo(1.5 * (2 * 2.5 - 1.5));
        assertThat(((ScalarLoss) loss()).derivative(100, 0)).isEqualTo(3);
        assertThat(((ScalarLoss) loss()).derivative(-1, 0)).isEqualTo(-2);
    }

    @Test
    void aLargeDeltaIsTheSquaredLoss() {
        ScalarLoss huber = (ScalarLoss) Loss.huber(1e9);
        ScalarLoss squared = (ScalarLoss) Loss.of(LossKind.SQUARED);
        Random random = new Random(1);
        for (int i = 0; i < 100; i++) {
            double score = 10 * random.nextGaussian();
            float label = label(random);
            assertThat(huber.value(score, label)).isEqualTo(squared.value(score, label));
            assertThat(huber.derivative(score, label)).isEqualTo(squared.derivative(score, label));
            assertThat(huber.flow(score, label, 0.3)).isEqualTo(squared.flow(score, label, 0.3));
        }
    }

    @Test
    void otherUnitsChangeTheLossByAFactorOnly() {
        ScalarLoss metres = (ScalarLoss) loss();
        ScalarLoss feet = (ScalarLoss) loss().inUnitsOf(0.25);
        for (double score : new double[] {-9, -1, 0.5, 1.25, 40}) {
            assertThat(feet.value(score / 0.25, 8)).isEqualTo(metres.value(score, 2) / (0.25 * 0.25));
        }
    }

    @Test
    void refusesADeltaOutOfRange() {
        assertThatThrownBy(() -> Loss.huber(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be > 0 and finite: delta=0.0");
        assertThatThrownBy(() -> Loss.huber(Double.NaN)).hasMessage("must be > 0 and finite: delta=NaN");
    }
}
