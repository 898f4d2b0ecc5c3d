package dev.evenkeel.model.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every loss of a single score keeps to, besides: its flow is the limit of its gradient steps. */
abstract class ScalarLossContract extends LossContract {
    @Test
    void followingTheGradientIsTheLimitOfSmallSteps() {
        ScalarLoss scalar = scalar();
        Random random = new Random(6);
        for (int i = 0; i < 40; i++) {
            float label = label(random);
            double score = 2 * random.nextGaussian();
            double c = Math.pow(10, 2 * random.nextDouble() - 1.5);
            int steps = 200_000;
            double walked = score;
            for (int s = 0; s < steps; s++) {
                walked -= c / steps * scalar.derivative(walked, label);
            }
            // the error of Euler's method is of the order of the step
            assertThat(scalar.flow(score, label, c)).isCloseTo(walked - score, within(40 * c / steps * (1 + c) * 20));
        }
    }

    @Test
    void followingTwiceIsFollowingLonger() {
        ScalarLoss scalar = scalar();
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            float label = label(random);
            double score = 4 * random.nextGaussian();
            double c = Math.pow(10, 8 * random.nextDouble() - 5.5);
            double half = scalar.flow(score, label, c / 2);
            double both = half + scalar.flow(score + half, label, c / 2);
            assertThat(both).isCloseTo(scalar.flow(score, label, c), within(1e-11 * (1 + Math.abs(score) + c * 0.01)));
        }
    }

    @Test
    void followingNeverRaisesTheLoss() {
        ScalarLoss scalar = scalar();
        Random random = new Random(8);
        for (int i = 0; i < 5_000; i++) {
            float label = label(random);
            double score = 10 * random.nextGaussian();
            double c = Math.pow(10, 20 * random.nextDouble() - 10);
            double before = scalar.value(score, label);
            double after = scalar.value(score + scalar.flow(score, label, c), label);
            assertThat(after).isLessThanOrEqualTo(before + 1e-12 * (1 + before));
            double slopes =
                    scalar.derivative(score, label) * scalar.derivative(score + scalar.flow(score, label, c), label);
            assertThat(slopes >= -1e-9 * (1 + before) || after < 1e-12 * (1 + before))
                    .as("beyond the minimum: score=%s, label=%s, c=%s", score, label, c)
                    .isTrue();
        }
    }

    @Test
    void aShortWayIsAGradientStep() {
        ScalarLoss scalar = scalar();
        Random random = new Random(9);
        for (int i = 0; i < 1_000; i++) {
            float label = label(random);
            double score = 2 * random.nextGaussian();
            double step = -scalar.derivative(score, label) * 1e-9;
            if (!kink(score - 1e-3, score + 1e-3, label)) {
                assertThat(scalar.flow(score, label, 1e-9)).isCloseTo(step, within(1e-6 * Math.abs(step) + 1e-18));
            }
        }
    }

    private ScalarLoss scalar() {
        return (ScalarLoss) loss();
    }
}
