package dev.evenkeel.model.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.model.data.SparseRow;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.parameter.NamedTensors;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NagRuleTest extends LinearRuleContract {
    @Override
    LinearRule rule(Loss loss, int outputs, int bits) {
        return new NagRule(NagHyperparameters.DEFAULT, UpdateOptions.NONE, loss, outputs, bits);
    }

    @Test
    void oneStepMovesThePredictionExactlyAsTheInvariantStepSays() {
        Random random = new Random(1);
        for (float weight : new float[] {1e-3f, 1, 7, 1e6f}) {
            NagRule rule =
                    new NagRule(NagHyperparameters.DEFAULT, UpdateOptions.NONE, Loss.of(LossKind.SQUARED), 1, BITS);
            SparseRow row = row(4, 2, -3, 0.5f);
            float[] score = {0};
            for (int i = 0; i < 20; i++) { // scales of 4 and more: growing ones would rescale the weights, too
                rule.learn(row(4, 4, (float) random.nextGaussian() - 6, 7), random.nextFloat(), 1, score, 0);
            }
            rule.score(row, score, 0);
            float before = score[0];
            double moved = expectedMove(rule, row, before, 5, weight);
            assertThat(rule.learn(row, 5, weight, score, 0)).isEmpty();
            rule.score(row, score, 0);
            assertThat((double) score[0]).isCloseTo(before + moved, within(2e-5));
            assertThat(score[0]).as("no overshoot").isBetween(Math.min(before, 5), 5.00001f);
        }
    }

    /** q·u from the saved slots: what the formulas say the prediction moves by. */
    private static double expectedMove(NagRule rule, SparseRow row, double p, double y, double h) {
        NagRule probe = (NagRule) rule.copy();
        probe.learn(row, (float) y, (float) h, new float[] {(float) p}, 0);
        NamedTensors after = saved(probe);
        double[] totals = after.doubles("slots/nag/totals");
        double q = 0;
        for (int f = 0; f < row.count(); f++) {
            int at = Arrays.binarySearch(after.ints("weights/linear/index"), row.hashes()[f] & ((1 << BITS) - 1));
            double z = row.values()[f] / after.floats("normalizer/linear/scale")[at];
            q += z * z / Math.sqrt(after.floats("slots/nag/adaptive")[at]);
        }
        q *= Math.sqrt(totals[1] / totals[0]);
        return (y - p) * (1 - Math.exp(-2 * 0.5 * h * q));
    }

    @Test
    void weightTwoCountsTwiceInTheTotals() {
        NagRule once = new NagRule(NagHyperparameters.DEFAULT, UpdateOptions.NONE, Loss.of(LossKind.LOGISTIC), 1, BITS);
        NagRule twice =
                new NagRule(NagHyperparameters.DEFAULT, UpdateOptions.NONE, Loss.of(LossKind.LOGISTIC), 1, BITS);
        SparseRow row = row(3, 1, 5, -2);
        float[] score = {0};
        once.learn(row, 1, 2, score, 0);
        twice.learn(row, 1, 1, score, 0);
        twice.score(row, score, 0);
        twice.learn(row, 1, 1, score, 0);
        assertThat(saved(once).doubles("slots/nag/totals"))
                .isEqualTo(saved(twice).doubles("slots/nag/totals"));
        assertThat(saved(once).floats("normalizer/linear/scale"))
                .isEqualTo(saved(twice).floats("normalizer/linear/scale"));
        // the derivative has shrunk by the second half, so A grows less
        assertThat(saved(once).floats("slots/nag/adaptive")[0])
                .isEqualTo(0.5f)
                .isGreaterThan(saved(twice).floats("slots/nag/adaptive")[0]);
    }

    /** With power 0 the rates do not depend on A, and with a fixed N/T nothing else differs: then weight 2 is exactly twice. */
    @ParameterizedTest
    @ValueSource(strings = {"SQUARED", "LOGISTIC", "HUBER", "QUANTILE", "POISSON", "HINGE"})
    void weightTwoEqualsTheSameExampleTwiceWhenRatesAreFixed(String loss) {
        NagHyperparameters settings = new NagHyperparameters(0.3, 0);
        NagRule once = new NagRule(settings, UpdateOptions.NONE, Loss.of(LossKind.valueOf(loss)), 1, BITS);
        NagRule twice = new NagRule(settings, UpdateOptions.NONE, Loss.of(LossKind.valueOf(loss)), 1, BITS);
        SparseRow row = row(3, 1, 5, -2);
        float[] score = {0};
        for (int i = 0; i < 5; i++) {
            once.score(row, score, 0);
            once.learn(row, 1, 2, score, 0);
            for (int half = 0; half < 2; half++) {
                twice.score(row, score, 0);
                twice.learn(row, 1, 1, score, 0);
            }
        }
        float[] expected = saved(once).floats("weights/linear/value");
        float[] actual = saved(twice).floats("weights/linear/value");
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(2e-6f)); // ten steps, each rounded to float
        }
    }

    @Test
    void theMarginFormHasTheGradientOfSoftmax() {
        Random random = new Random(2);
        for (int outputs : new int[] {2, 3, 17}) {
            for (double spread : new double[] {1, 8}) {
                NagRule rule = new NagRule(
                        NagHyperparameters.DEFAULT, UpdateOptions.NONE, Loss.of(LossKind.SOFTMAX), outputs, BITS);
                float[] scores = new float[outputs];
                for (int k = 0; k < outputs; k++) {
                    scores[k] = (float) (spread * random.nextGaussian());
                }
                int label = random.nextInt(outputs);
                rule.learn(row(1), label, 1, scores, 0); // the constant alone: A is the squared derivative
                float[] gradient = new float[outputs];
                Loss.of(LossKind.SOFTMAX).gradient(scores, 0, outputs, label, 1, gradient, 0);
                float[] adaptive = saved(rule).floats("slots/nag/adaptive");
                float[] weights = saved(rule).floats("weights/linear/value");
                for (int k = 0; k < outputs; k++) {
                    assertThat(Math.sqrt(adaptive[k]))
                            .isCloseTo(Math.abs(gradient[k]), within(1e-6 * Math.abs(gradient[k]) + 6e-8));
                    assertThat(weights[k] * gradient[k]).isNotPositive();
                }
            }
        }
    }

    @Test
    void softmaxIsFiniteAtTheClampsEdges() {
        NagRule rule = new NagRule(NagHyperparameters.DEFAULT, UpdateOptions.NONE, Loss.of(LossKind.SOFTMAX), 3, BITS);
        assertThat(rule.learn(row(2, 3), 1, 1, new float[] {50, -50, -50}, 0)).isEmpty();
        assertThat(rule.learn(row(2, 3), 0, 1, new float[] {50, -50, -50}, 0)).isEmpty();
        assertThat(rule.learn(row(2, 3), 0, 1, new float[] {-50, -50, -50}, 0)).isEmpty();
        assertThat(rule.norm()).isFinite().isPositive();
    }

    @Test
    void aLossOfZeroChangesNothing() {
        NagRule rule = new NagRule(NagHyperparameters.DEFAULT, UpdateOptions.NONE, Loss.of(LossKind.SQUARED), 1, BITS);
        assertThat(rule.learn(row(2, 3), 5, 1, new float[] {5}, 0)).isEmpty();
        assertThat(saved(rule).ints("weights/linear/index")).isEmpty();
    }

    /** A squared derivative that no float holds: the only finite input that is refused when power_t is at most one half. */
    @Test
    void aDerivativeBeyondTheAccumulatorIsRefusedAndUndone() {
        NagRule rule = new NagRule(NagHyperparameters.DEFAULT, UpdateOptions.NONE, Loss.of(LossKind.SQUARED), 1, BITS);
        rule.learn(row(3, 1, 2), 1, 1, new float[] {0}, 0);
        byte[] before = bytes(rule);
        SparseRow same = row(3, 1, 2);
        assertThat(rule.learn(same, 1e20f, 1, new float[] {0}, 0)).isEqualTo("update is not finite: rule=nag");
        assertThat(bytes(rule)).isEqualTo(before);
        SparseRow repeated = repeated(40f);
        assertThat(rule.learn(repeated, 1e20f, 1, new float[] {0}, 0)).isNotEmpty();
        assertThat(bytes(rule))
                .as("features that share an entry are undone too")
                .isEqualTo(before);
        assertThat(rule.learn(same, 1e9f, 1, new float[] {0}, 0)).isEmpty();
    }

    @Test
    void aWeightThatGrowsWithItsScaleBeyondFloatIsRefusedAndUndone() {
        NagRule one =
                new NagRule(new NagHyperparameters(0.5, 1), UpdateOptions.NONE, Loss.of(LossKind.LOGISTIC), 1, BITS);
        one.learn(row(2, 1e-38f), 1, 1, new float[] {0}, 0);
        byte[] before = bytes(one);
        assertThat(one.learn(row(2, 1e38f), 0, 1, new float[] {0}, 0)).isEqualTo("update is not finite: rule=nag");
        assertThat(bytes(one)).isEqualTo(before);
    }

    @Test
    void anOutputThatIsNotLearnedFromMayNotOverflowEither() {
        NagRule rule =
                new NagRule(new NagHyperparameters(0.5, 1), UpdateOptions.NONE, Loss.of(LossKind.SOFTMAX), 3, BITS);
        rule.learn(row(2, 1e-38f), 2, 1, new float[] {0, 0, 0}, 0);
        byte[] before = bytes(rule);
        // class 2 is so unlikely that its loss is flat: only its rescaling could overflow
        assertThat(rule.learn(row(2, 1e38f), 0, 1, new float[] {0, 0, -40}, 0))
                .isEqualTo("update is not finite: rule=nag");
        assertThat(bytes(rule)).isEqualTo(before);
    }

    @Test
    void loadingReplacesWhatWasLearned() {
        NagRule rule = new NagRule(NagHyperparameters.DEFAULT, UpdateOptions.NONE, Loss.of(LossKind.LOGISTIC), 1, BITS);
        rule.learn(row(3, 1, 2), 1, 1, new float[] {0}, 0);
        NamedTensors saved = saved(rule);
        NagRule used = new NagRule(NagHyperparameters.DEFAULT, UpdateOptions.NONE, Loss.of(LossKind.LOGISTIC), 1, BITS);
        used.learn(row(9, 1, 2, 3, 4, 5, 6, 7, 8), 0, 1, new float[] {0}, 0);
        used.load(saved);
        assertThat(bytes(used)).isEqualTo(bytes(rule));
    }
}
