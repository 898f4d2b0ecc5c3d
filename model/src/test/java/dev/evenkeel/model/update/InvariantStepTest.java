package dev.evenkeel.model.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.loss.ScalarLoss;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InvariantStepTest {
    private static final ScalarLoss SQUARED = (ScalarLoss) Loss.of(LossKind.SQUARED);
    private static final ScalarLoss LOGISTIC = (ScalarLoss) Loss.of(LossKind.LOGISTIC);

    @Test
    void logisticStepSolvesItsEquation() {
        double worst = 0;
        for (double m = -110; m <= 16.6; m += 0.3) {
            for (double exponent = -6; exponent <= 6; exponent += 0.1) {
                double c = Math.max(1e-6, Math.pow(10, exponent));
                double expected = NagTwin.bisect(m, c);
                double actual = InvariantStep.of(LOGISTIC, m, 1, c, 1);
                worst = Math.max(worst, Math.abs(actual - expected) / expected);
            }
        }
        assertThat(worst).isLessThan(1e-12);
    }

    @Test
    void logisticStepIsOddInTheLabel() {
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            double p = 60 * random.nextDouble() - 30;
            double rate = Math.pow(10, 6 * random.nextDouble() - 3);
            double q = Math.pow(10, 6 * random.nextDouble() - 3);
            assertThat(InvariantStep.of(LOGISTIC, p, 1, rate, q))
                    .isEqualTo(-InvariantStep.of(LOGISTIC, -p, 0, rate, q));
        }
    }

    @Test
    void twoStepsOfHalfTheWeightEqualOne() {
        Random random = new Random(2);
        for (ScalarLoss loss : new ScalarLoss[] {SQUARED, LOGISTIC}) {
            for (int i = 0; i < 5_000; i++) {
                float label = loss == SQUARED ? (float) random.nextGaussian() : random.nextInt(2);
                double p = 4 * random.nextGaussian();
                double q = Math.pow(10, 4 * random.nextDouble() - 2);
                double c = Math.pow(10, 8 * random.nextDouble() - 5.5); // above where it is first order
                double half = InvariantStep.of(loss, p, label, c / q / 2, q);
                double both = half + InvariantStep.of(loss, p + q * half, label, c / q / 2, q);
                double once = InvariantStep.of(loss, p, label, c / q, q);
                assertThat(both).isCloseTo(once, within(1e-12 * (1 + Math.abs(p) + Math.abs(once))));
            }
        }
    }

    @Test
    void tinyStepsAreGradientSteps() {
        for (ScalarLoss loss : new ScalarLoss[] {SQUARED, LOGISTIC}) {
            for (double c : new double[] {1e-300, 1e-9, 0.999e-6, 1.001e-6}) {
                double gradientStep = -loss.derivative(-0.7, 1) * c;
                assertThat(InvariantStep.of(loss, -0.7, 1, c, 1)).isCloseTo(gradientStep, within(2e-6 * gradientStep));
            }
            assertThat(InvariantStep.of(loss, -0.7, 1, 3, 0)).isEqualTo(-3 * loss.derivative(-0.7, 1));
        }
    }

    @Test
    void noStepOvershoots() {
        Random random = new Random(3);
        for (int i = 0; i < 5_000; i++) {
            double p = 10 * random.nextGaussian();
            double q = Math.pow(10, 20 * random.nextDouble() - 10);
            double rate = Math.pow(10, 20 * random.nextDouble() - 10);
            double after = p + q * InvariantStep.of(SQUARED, p, 1, rate, q);
            assertThat(after).isBetween(Math.min(p, 1) - 1e-9, Math.max(p, 1) + 1e-9);
        }
    }
}
