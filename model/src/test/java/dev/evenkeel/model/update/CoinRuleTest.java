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

class CoinRuleTest extends LinearRuleContract {
    @Override
    LinearRule rule(Loss loss, int outputs, int bits) {
        return new CoinRule(CoinHyperparameters.DEFAULT, loss, outputs, bits);
    }

    @ParameterizedTest
    @CsvSource({"4, 1", "1, 0.1", "100, 3"})
    void scoresAreThoseOfThePaper(double alpha, double beta) {
        CoinHyperparameters settings = new CoinHyperparameters(alpha, beta);
        double worst = 0;
        for (long seed = 1; seed <= 3; seed++) {
            CoinRule rule = new CoinRule(settings, Loss.of(LossKind.LOGISTIC), 1, BITS);
            CoinTwin twin = new CoinTwin(settings);
            MiniBatch batch = LinearStreams.stream(LossKind.LOGISTIC.task(), seed, 2_000, j -> Math.pow(10, 2 * j - 5));
            SparseRow row = streamRow();
            float[] score = {0};
            for (int r = 0; r < batch.rows(); r++) {
                float weight = batch.weights()[r];
                rule.score(row.fill(batch, r), weight == 0 ? 1 : weight, score, 0);
                double expected = twin.learn(row, batch.labels()[r], weight);
                worst = Math.max(worst, Math.abs(score[0] - expected) / (1 + Math.abs(expected)));
                assertThat(rule.learn(row, batch.labels()[r], weight, score, 0)).isEmpty();
            }
        }
        // sums of alternating signs, rounded 2,000 times to 24 bits of the largest they have been
        assertThat(worst).isLessThan(3e-4);
    }

    @Test
    void theFirstBetsAreThoseWorkedOutByHand() {
        LinearRule rule = rule(LossKind.LOGISTIC, 1);
        float[] score = {0};
        // ℓ' = -0.5: L = max(0.5, 1) = 1, v = 0, so Z = G = 0.5 and wealth 4 of the constant; N = 1, T = 1
        rule.learn(row(1), 1, 1, score, 0);
        rule.score(row(1), score, 0);
        assertThat((double) score[0]).isCloseTo(4 * 0.5 / 1.5 / (2.000001 / 2), within(1e-6));
    }

    @Test
    void aScaleOfTwoToAnyPowerChangesNoBit() {
        LinearRule plain = rule(LossKind.LOGISTIC, 1);
        LinearRule scaled = rule(LossKind.LOGISTIC, 1);
        MiniBatch small = LinearStreams.stream(LossKind.LOGISTIC.task(), 9, 500, j -> 1);
        MiniBatch large = LinearStreams.stream(LossKind.LOGISTIC.task(), 9, 500, j -> Math.scalb(1.0, 17 * j - 40));
        SparseRow row = streamRow();
        float[] scores = new float[2];
        for (int r = 0; r < small.rows(); r++) {
            plain.score(row.fill(small, r), scores, 0);
            plain.learn(row, small.labels()[r], small.weights()[r], scores, 0);
            scaled.score(row.fill(large, r), scores, 1);
            scaled.learn(row, large.labels()[r], large.weights()[r], scores, 1);
            assertThat(scores[1]).isEqualTo(scores[0]);
        }
        assertThat(scores[0]).isNotZero();
    }

    @Test
    void aGradientOfZeroCountsInTheNormsAlone() {
        LinearRule rule = rule(LossKind.SQUARED, 1);
        rule.learn(row(2, 3), 5, 2, new float[] {5}, 0);
        NamedTensors state = saved(rule);
        assertThat(state.doubles("normalizer/linear/totals")).containsExactly(4, 2);
        assertThat(state.floats("normalizer/linear/scale")).containsExactlyInAnyOrder(3, 1);
        assertThat(state.floats("weights/linear/value")).containsOnly(0);
        assertThat(state.floats("slots/coin/bound")).containsOnly(0);
    }

    @Test
    void reanchoringKeepsTheWealth() {
        LinearRule rule = warm(LossKind.LOGISTIC, 1, 300);
        float[] wealth = saved(rule).floats("slots/coin/wealth");
        rule.reanchor(0.1);
        assertThat(saved(rule).floats("slots/coin/wealth")).containsExactly(wealth);
    }

    @Test
    void importanceCountsInThePredictionToo() {
        LinearRule rule = warm(LossKind.LOGISTIC, 1, 10);
        float[] scores = new float[2];
        rule.score(row(3, 1, 2), 1, scores, 0);
        rule.score(row(3, 1, 2), 50, scores, 1);
        assertThat(scores[1]).isNotEqualTo(scores[0]);
    }
}
