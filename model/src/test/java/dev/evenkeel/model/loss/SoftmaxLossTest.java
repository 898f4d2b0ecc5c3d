package dev.evenkeel.model.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SoftmaxLossTest extends LossContract {
    private static final double SMOOTHING = 0.2;

    @Override
    Loss loss() {
        return Loss.softmax(SMOOTHING);
    }

    @Override
    int outputs() {
        return 4;
    }

    @Override
    float label(Random random) {
        return random.nextInt(4);
    }

    @Override
    double trained(float[] scores, int at, float label) {
        double value = (1 - SMOOTHING) * loss().value(scores, at, 4, label);
        for (int k = 0; k < 4; k++) {
            value += SMOOTHING / 4 * loss().value(scores, at, 4, k);
        }
        return value;
    }

    @Test
    void neverOverflows() {
        Loss loss = Loss.of(LossKind.SOFTMAX);
        float[] extreme = {3e38f, -3e38f, 0};
        float[] gradient = new float[3];
        assertThat(loss.value(extreme, 0, 3, 0)).isZero();
        assertThat(loss.value(extreme, 0, 3, 1)).isEqualTo(2.0 * 3e38f);
        loss.gradient(extreme, 0, 3, 1, 1, gradient, 0);
        assertThat(gradient).containsExactly(1, -1, 0);
        assertThat(loss.value(new float[] {5, 5, 5}, 0, 3, 2)).isCloseTo(Math.log(3), within(1e-15));
    }

    @Test
    void twoClassesAreLogistic() {
        ScalarLoss logistic = (ScalarLoss) Loss.of(LossKind.LOGISTIC);
        Random random = new Random(2);
        for (int i = 0; i < 100; i++) {
            float score = (float) random.nextGaussian() * 5;
            double two = loss().value(new float[] {0, score}, 0, 2, 1);
            assertThat(two).isCloseTo(logistic.value(score, 1), within(1e-13));
        }
    }

    @Test
    void theReportedLossIsNotSmoothed() {
        float[] scores = {1, 2, -1, 0.5f};
        assertThat(loss().value(scores, 0, 4, 2))
                .isEqualTo(Loss.of(LossKind.SOFTMAX).value(scores, 0, 4, 2));
    }

    @Test
    void meansAreProbabilities() {
        float[] scores = {9, 1, 2, -1, 0.5f};
        loss().mean(scores, 1, 4, scores, 1);
        assertThat(scores[1] + scores[2] + scores[3] + scores[4]).isEqualTo(1, within(1e-6f));
        assertThat(scores[2] / scores[1]).isEqualTo((float) Math.exp(1), within(1e-5f));
    }

    @Test
    void refusesASmoothingOutOfRange() {
        assertThatThrownBy(() -> Loss.softmax(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be in [0, 1): label-smoothing=1.0");
    }
}
