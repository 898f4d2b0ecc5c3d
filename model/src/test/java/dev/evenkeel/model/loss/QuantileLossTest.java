package dev.evenkeel.model.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class QuantileLossTest extends ScalarLossContract {
    @Override
    Loss loss() {
        return Loss.quantile(0.9);
    }

    @Override
    float label(Random random) {
        return random.nextInt(10) - 5;
    }

    @Override
    boolean kink(double from, double to, float label) {
        return from <= label && label <= to;
    }

    @Override
    @Test
    void followingTheGradientIsTheLimitOfSmallSteps() {
        // small steps of constant size never rest: the flow is checked by its formula instead
        ScalarLoss loss = (ScalarLoss) loss();
        assertThat(loss.flow(0, 4, 2)).isEqualTo(1.8);
        assertThat(loss.flow(4, 0, 2)).isEqualTo(-0.2, within(1e-12));
        assertThat(loss.flow(0, 4, 1e9)).isEqualTo(4);
        assertThat(loss.flow(4, 0, 1e9)).isEqualTo(-4);
        assertThat(loss.flow(4, 4, 1)).isZero();
    }

    @Test
    void theSampleQuantileMinimizesIt() {
        double best = Double.POSITIVE_INFINITY;
        int at = -1;
        for (int score = 0; score <= 100; score++) {
            double sum = 0;
            for (int label = 1; label <= 99; label++) {
                sum += ((ScalarLoss) loss()).value(score, label);
            }
            at = sum < best ? score : at;
            best = Math.min(best, sum);
        }
        assertThat(at).isEqualTo(90);
    }

    @Test
    void refusesATauOutOfRange() {
        for (double tau : new double[] {0, 1, -0.5, Double.NaN}) {
            assertThatThrownBy(() -> Loss.quantile(tau))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("must be in (0, 1): tau=" + tau);
        }
    }
}
