package dev.evenkeel.model.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.SparseRow;
import dev.evenkeel.model.learner.LinearStreams;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.parameter.NamedTensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FtrlRuleTest extends LinearRuleContract {
    private static final UpdateOptions BOTH = LinearStreams.regularized(0.3, 0.2);

    @Override
    LinearRule rule(Loss loss, int outputs, int bits) {
        return new FtrlRule(FtrlHyperparameters.DEFAULT, BOTH, loss, outputs, bits);
    }

    @ParameterizedTest
    @CsvSource({"0.2, 1, 0, 0", "0.05, 0, 0, 0", "0.5, 0.1, 1, 0", "0.2, 1, 0.5, 2"})
    void scoresAreThoseOfThePaper(double alpha, double beta, double l1, double l2) {
        FtrlHyperparameters settings = new FtrlHyperparameters(alpha, beta);
        double worst = 0;
        for (long seed = 1; seed <= 3; seed++) {
            UpdateOptions options = LinearStreams.regularized(l1, l2);
            FtrlRule rule = new FtrlRule(settings, options, Loss.of(LossKind.LOGISTIC), 1, BITS);
            FtrlTwin twin = new FtrlTwin(settings, l1, l2);
            MiniBatch batch = LinearStreams.stream(LossKind.LOGISTIC.task(), seed, 2_000, j -> 0.5 + j);
            SparseRow row = streamRow();
            float[] score = {0};
            for (int r = 0; r < batch.rows(); r++) {
                rule.score(row.fill(batch, r), score, 0);
                double expected = twin.learn(row, batch.labels()[r], batch.weights()[r]);
                worst = Math.max(worst, Math.abs(score[0] - expected) / (1 + Math.abs(expected)));
                assertThat(rule.learn(row, batch.labels()[r], batch.weights()[r], score, 0))
                        .isEmpty();
            }
        }
        // z is rounded 2,000 times by at most 2^-25 of itself, in all 6e-5 of each w·x; these cancel in scores, which
        // are up to
        // fifty times smaller than their terms
        assertThat(worst).isLessThan(3e-3);
    }

    @Test
    void theFirstStepIsTheOneWorkedOutByHand() {
        // ℓ' = 2(0 - 3) = -6, x = 2: g = -12, n = 144, z = -12; w = (12 - 0.3)/((1 + 12)/0.2 + 0.2) = 11.7/65.2
        LinearRule rule = rule(LossKind.SQUARED, 1);
        rule.learn(row(2, 2), 3, 1, new float[] {0}, 0);
        NamedTensors state = saved(rule);
        float[] score = {0};
        rule.score(row(2, 2), score, 0);
        // the constant: g = -6, w = 5.7/((1 + 6)/0.2 + 0.2) = 5.7/35.2
        assertThat((double) score[0]).isCloseTo(2 * 11.7 / 65.2 + 5.7 / 35.2, within(1e-6));
        assertThat(state.floats("slots/ftrl/z")).containsExactlyInAnyOrder(-12, -6);
        assertThat(state.floats("slots/ftrl/n")).containsExactlyInAnyOrder(144, 36);
    }

    @Test
    void aWeightOfLittleEvidenceIsExactlyZero() {
        LinearRule rule = rule(LossKind.LOGISTIC, 1); // |z| = 0.5·0.5 for the column, 0.5 for the constant; l1 = 0.3
        rule.learn(row(2, 0.5f), 1, 1, new float[] {0}, 0);
        assertThat(saved(rule).floats("weights/linear/value")).contains(0).hasSize(2);
        assertThat(rule.norm()).isPositive();
    }

    @Test
    void aGradientOfZeroChangesNothing() {
        LinearRule rule = rule(LossKind.SQUARED, 1);
        assertThat(rule.learn(row(2, 3), 5, 1, new float[] {5}, 0)).isEmpty();
        assertThat(saved(rule).ints("weights/linear/index")).isEmpty();
    }

    @Test
    void aStateWithoutZKeepsItsWeights() {
        LinearRule rule = warm(LossKind.LOGISTIC, 1, 300);
        NamedTensors all = saved(rule);
        NamedTensors without = new NamedTensors();
        all.names().stream().filter(n -> !n.equals("slots/ftrl/z")).forEach(n -> without.put(n, all.get(n)));
        LinearRule restored = rule(LossKind.LOGISTIC, 1);
        restored.load(without);
        learn(rule, stream(LossKind.LOGISTIC), 300, 310);
        learn(restored, stream(LossKind.LOGISTIC), 300, 310);
        float[] expected = saved(rule).floats("weights/linear/value");
        float[] actual = saved(restored).floats("weights/linear/value");
        double moved = 0;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            moved = Math.max(moved, Math.abs(expected[i]));
            // a weight of zero has forgotten how far z was from ±λ₁; all others are as they were
            difference = Math.max(difference, actual[i] == 0 ? 0 : Math.abs(expected[i] - actual[i]));
        }
        assertThat(moved).isGreaterThan(0.1);
        assertThat(difference).isLessThan(0.02);
    }

    @Test
    void otherSettingsKeepTheWeightsThatWereLearned() {
        LinearRule rule = warm(LossKind.LOGISTIC, 1, 300);
        LinearRule other =
                new FtrlRule(new FtrlHyperparameters(0.02, 3), UpdateOptions.NONE, Loss.of(LossKind.LOGISTIC), 1, BITS);
        other.load(saved(rule));
        float before = score(rule);
        assertThat(score(other)).isEqualTo(before);
        SparseRow row = row(3, 1, 2);
        other.learn(row, 1, 1e-6f, new float[] {before}, 0); // a hair's step: nothing may jump back to the old z
        assertThat(score(other)).isCloseTo(before, within(1e-5f));
    }

    private static float score(LinearRule rule) {
        float[] score = {0};
        rule.score(row(3, 1, 2), score, 0);
        return score[0];
    }

    @Test
    void severalOutputsHaveTheGradientOfSoftmax() {
        LinearRule rule =
                new FtrlRule(FtrlHyperparameters.DEFAULT, UpdateOptions.NONE, Loss.of(LossKind.SOFTMAX), 3, BITS);
        float[] scores = {1, -2, 0.5f};
        float[] gradient = new float[3];
        Loss.of(LossKind.SOFTMAX).gradient(scores, 0, 3, 2, 1, gradient, 0);
        rule.learn(row(1), 2, 1, scores, 0); // the constant alone: z is the gradient
        assertThat(saved(rule).floats("slots/ftrl/z")).containsExactly(gradient);
    }
}
