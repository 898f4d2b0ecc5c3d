package dev.evenkeel.model.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.model.data.Task;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LossTest {
    private static final int AT = 2; // scores stand inside a larger array

    @ParameterizedTest
    @EnumSource(LossKind.class)
    void theGradientIsTheSlopeOfTheValue(LossKind kind) {
        Loss loss = Loss.of(kind);
        assertThat(loss.kind()).isEqualTo(kind);
        Random random = new Random(1);
        int outputs = kind == LossKind.SOFTMAX ? 4 : 1;
        float step = 1f / 64; // exact in float; central differences err by step²/6 times the third derivative
        for (int i = 0; i < 300; i++) {
            float[] scores = new float[AT + outputs];
            for (int k = 0; k < outputs; k++) {
                scores[AT + k] = Math.round(random.nextGaussian() * 3 * 64) / 64f;
            }
            float label = label(kind, random, outputs);
            float[] gradient = new float[1 + outputs];
            loss.gradient(scores, AT, outputs, label, 3, gradient, 1);
            for (int k = 0; k < outputs; k++) {
                float[] up = scores.clone();
                float[] down = scores.clone();
                up[AT + k] += step;
                down[AT + k] -= step;
                double slope = (loss.value(up, AT, outputs, label) - loss.value(down, AT, outputs, label)) / (2 * step);
                assertThat((double) gradient[1 + k]).isCloseTo(3 * slope, within(3e-5 + 1e-6 * Math.abs(slope)));
            }
        }
    }

    @Test
    void logisticLossNeverOverflows() {
        Loss loss = Loss.of(LossKind.LOGISTIC);
        assertThat(loss.value(new float[] {3e38f}, 0, 1, 1)).isZero();
        assertThat(loss.value(new float[] {3e38f}, 0, 1, 0)).isEqualTo(3e38f);
        assertThat(loss.value(new float[] {-1000}, 0, 1, 1)).isEqualTo(1000);
        assertThat(loss.value(new float[] {40}, 0, 1, 1)).isCloseTo(Math.exp(-40), within(1e-30));
        assertThat(loss.value(new float[] {0}, 0, 1, 1)).isEqualTo(Math.log(2));
        assertThat(gradient(loss, 1, 0, -3e38f)).containsExactly(0);
        assertThat(gradient(loss, 1, 1, -3e38f)).containsExactly(-1);
        assertThat(loss.value(new float[] {Float.NaN}, 0, 1, 1)).isNaN();
    }

    @Test
    void softmaxLossNeverOverflows() {
        Loss loss = Loss.of(LossKind.SOFTMAX);
        float[] extreme = {3e38f, -3e38f, 0};
        assertThat(loss.value(extreme, 0, 3, 0)).isZero();
        assertThat(loss.value(extreme, 0, 3, 1)).isEqualTo(2.0 * 3e38f);
        assertThat(gradient(loss, 3, 1, extreme)).containsExactly(1, -1, 0);
        assertThat(loss.value(new float[] {5, 5, 5}, 0, 3, 2)).isCloseTo(Math.log(3), within(1e-15));
        assertThat(loss.value(new float[] {0, Float.NaN, 0}, 0, 3, 0)).isNaN();
    }

    @Test
    void squaredLossOfFloatsFitsADouble() {
        Loss loss = Loss.of(LossKind.SQUARED);
        assertThat(loss.value(new float[] {3e38f}, 0, 1, -3e38f)).isEqualTo(Math.pow(2.0 * 3e38f, 2));
        assertThat(loss.value(new float[] {3}, 0, 1, 1)).isEqualTo(4);
        assertThat(gradient(loss, 1, 1, 3)).containsExactly(4);
    }

    @Test
    void twoClassSoftmaxIsLogistic() {
        Random random = new Random(2);
        for (int i = 0; i < 100; i++) {
            float score = (float) random.nextGaussian() * 5;
            double two = Loss.of(LossKind.SOFTMAX).value(new float[] {0, score}, 0, 2, 1);
            assertThat(two).isCloseTo(Loss.of(LossKind.LOGISTIC).value(new float[] {score}, 0, 1, 1), within(1e-13));
        }
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void everyTaskHasADefaultLossOfItsOwn(Task task) {
        assertThat(LossKind.defaultFor(task).task()).isEqualTo(task);
    }

    private static float label(LossKind kind, Random random, int outputs) {
        return switch (kind) {
            case SQUARED -> random.nextInt(10) - 5;
            case LOGISTIC -> random.nextInt(2);
            case SOFTMAX -> random.nextInt(outputs);
        };
    }

    private static float[] gradient(Loss loss, int outputs, float label, float... scores) {
        float[] into = new float[outputs];
        loss.gradient(scores, 0, outputs, label, 1, into, 0);
        return into;
    }
}
