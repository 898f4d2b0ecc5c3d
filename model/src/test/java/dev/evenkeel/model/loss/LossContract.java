package dev.evenkeel.model.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every loss keeps to. Inherit it, and say how the loss is made and which labels it takes. */
abstract class LossContract {
    private static final int AT = 2; // scores stand inside a larger array

    /** The loss, with settings other than the defaults where there are any. */
    abstract Loss loss();

    /** A label that the loss takes. */
    abstract float label(Random random);

    /** Scores a row. */
    int outputs() {
        return 1;
    }

    /** The value whose slope the gradient is, where it is not the one reported. */
    double trained(float[] scores, int at, float label) {
        return loss().value(scores, at, outputs(), label);
    }

    /** Whether the slope jumps between two scores. */
    boolean kink(double from, double to, float label) {
        return false;
    }

    @Test
    void theGradientIsTheSlopeOfTheValue() {
        Random random = new Random(1);
        float step = 1f / 64; // exact in float; central differences err by step²/6 times the third derivative
        for (int i = 0; i < 400; i++) {
            float label = label(random);
            float[] scores = scores(random);
            float[] gradient = new float[1 + outputs()];
            loss().gradient(scores, AT, outputs(), label, 3, gradient, 1);
            for (int k = 0; k < outputs(); k++) {
                float[] up = scores.clone();
                float[] down = scores.clone();
                up[AT + k] += step;
                down[AT + k] -= step;
                if (!kink(down[AT + k], up[AT + k], label)) {
                    double slope = (trained(up, AT, label) - trained(down, AT, label)) / (2 * step);
                    double curvature = Math.abs(slope) + Math.abs(label);
                    assertThat((double) gradient[1 + k]).isCloseTo(3 * slope, within(3e-5 + 3e-4 * curvature));
                }
            }
        }
    }

    @Test
    void theGradientIsLinearInItsFactor() {
        Random random = new Random(2);
        for (int i = 0; i < 100; i++) {
            float label = label(random);
            float[] scores = scores(random);
            float[] once = new float[outputs()];
            float[] twice = new float[outputs()];
            loss().gradient(scores, AT, outputs(), label, 0.75f, once, 0);
            loss().gradient(scores, AT, outputs(), label, 1.5f, twice, 0);
            for (int k = 0; k < outputs(); k++) {
                assertThat(twice[k]).isEqualTo(2 * once[k]);
            }
        }
    }

    @Test
    void theValueIsNeverNegative() {
        Random random = new Random(3);
        for (int i = 0; i < 1000; i++) {
            assertThat(loss().value(scores(random), AT, outputs(), label(random)))
                    .isFinite()
                    .isNotNegative();
        }
    }

    @Test
    void aScoreThatIsNoNumberGivesNoNumber() {
        float[] scores = new float[AT + outputs()];
        scores[AT + outputs() - 1] = Float.NaN;
        float label = label(new Random(4));
        assertThat(loss().value(scores, AT, outputs(), label)).isNaN();
        float[] gradient = new float[outputs()];
        loss().gradient(scores, AT, outputs(), label, 1, gradient, 0);
        if (loss().kind() != LossKind.HINGE) { // a margin that is not >= 1 gets the constant slope
            assertThat(gradient[outputs() - 1]).isNaN();
        }
    }

    @Test
    void onlyFiniteLabelsAreTaken() {
        assertThat(loss().takes(label(new Random(5)))).isTrue();
        assertThat(loss().takes(Float.NaN)).isFalse();
        assertThat(loss().takes(Float.POSITIVE_INFINITY)).isFalse();
        assertThat(loss().takes(Float.NEGATIVE_INFINITY)).isFalse();
    }

    @Test
    void equalSettingsMakeEqualLosses() {
        assertThat(loss()).isEqualTo(loss()).hasSameHashCodeAs(loss());
        assertThat(loss().target()).startsWith(loss().kind().key());
    }

    private float[] scores(Random random) {
        float[] scores = new float[AT + outputs()];
        for (int k = 0; k < outputs(); k++) {
            scores[AT + k] = Math.round(random.nextGaussian() * 2 * 64) / 64f;
        }
        return scores;
    }
}
