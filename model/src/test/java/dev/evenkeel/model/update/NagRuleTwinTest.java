package dev.evenkeel.model.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.SparseRow;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.learner.LearnerSpec;
import dev.evenkeel.model.learner.LinearStreams;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.loss.LossKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every score of a stream against {@link NagTwin}: other coordinates, other precision, other root finder, same numbers. */
class NagRuleTwinTest {
    private static final int ROWS = 2_000;

    @ParameterizedTest
    @CsvSource({
        "LOGISTIC, 0.5, 0.5",
        "LOGISTIC, 0.5, 0",
        "LOGISTIC, 5, 0",
        "LOGISTIC, 0.5, 0.3",
        "LOGISTIC, 0.5, 0.8",
        "SQUARED, 0.5, 0.5",
        "SQUARED, 0.5, 0",
        "SQUARED, 0.1, 0.3",
        "SQUARED, 10, 0.5",
    })
    void scoresAreThoseOfThePapers(LossKind loss, double rate, double power) {
        // state is rounded to 24 bits 2,000 times; were every rounding half an ulp one way, that were 2,000 · 2^-25 =
        // 6e-5
        assertThat(worst(loss, new NagHyperparameters(rate, power), 0, 0)).isLessThan(6e-5);
    }

    @ParameterizedTest
    @CsvSource({
        "SQUARED, true, true, false",
        "SQUARED, true, false, true",
        "SQUARED, false, true, true",
        "SQUARED, false, true, false",
        "LOGISTIC, true, true, false",
        "LOGISTIC, true, false, true",
        "LOGISTIC, true, false, false",
        "LOGISTIC, false, true, true",
        "LOGISTIC, false, true, false",
    })
    void eachPartIsSwitchedSingly(LossKind loss, boolean adaptive, boolean normalized, boolean invariant) {
        for (double power : new double[] {0.5, 0.3, 0}) {
            double rate = invariant ? 0.5 : 0.02;
            NagHyperparameters settings = new NagHyperparameters(rate, power, adaptive, normalized, invariant, 1, 0.01);
            // steps are not damped by a shrinking rate in all of these, so that roundings add up longer
            assertThat(worst(loss, settings, 0, 0)).as("power " + power).isLessThan(3e-4);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SQUARED, 1e-3, 0",
        "SQUARED, 0, 1e-3",
        "SQUARED, 1, 0",
        "SQUARED, 0, 0.5",
        "LOGISTIC, 0, 0.5",
        "LOGISTIC, 1e-3, 1e-3",
        "HINGE, 1e-3, 1e-3",
        "HINGE, 0, 0",
        "QUANTILE, 0, 0",
        "POISSON, 1e-4, 1e-4",
    })
    void everyLossAndBothRegularizersAreThoseOfTheFormulas(LossKind loss, double l1, double l2) {
        // a weight on the largest column is beyond any log-mean
        double weight = loss == LossKind.POISSON ? 0 : 0.1;
        NagHyperparameters settings = new NagHyperparameters(0.2, 0.5, true, true, true, 3, weight);
        // hinge and quantile losses have kinks: where a score comes within a rounding of one, the twins part for a step
        boolean kinked = loss == LossKind.HINGE || loss == LossKind.QUANTILE;
        assertThat(worst(loss, settings, l1, l2)).isLessThan(kinked ? 1e-3 : 6e-5);
    }

    /** The largest difference of scores over three streams, relative to 1 + |score|. */
    private static double worst(LossKind kind, NagHyperparameters settings, double l1, double l2) {
        Task task = kind.task();
        LearnerSpec spec = LinearStreams.spec(task, settings);
        double worst = 0;
        for (long seed = 1; seed <= 3; seed++) {
            Loss loss = Loss.of(kind);
            NagRule rule = new NagRule(
                    settings,
                    LinearStreams.regularized(l1, l2),
                    loss,
                    1,
                    spec.schema().hashBits());
            NagTwin twin = new NagTwin(settings, l1, l2, kind);
            // without normalization only features of similar size are learned at all
            MiniBatch batch =
                    LinearStreams.stream(task, seed, ROWS, j -> settings.normalized() ? Math.pow(10, 2 * j - 5) : 0.3);
            SparseRow row = new SparseRow(spec.schema());
            float[] score = {0};
            for (int r = 0; r < batch.rows(); r++) {
                float label = kind == LossKind.POISSON ? Math.round(Math.abs(batch.labels()[r])) : batch.labels()[r];
                float weight = batch.weights()[r];
                rule.score(row.fill(batch, r), score, 0);
                double expected = twin.learn(row, label, weight);
                score[0] = Math.max((float) twin.low(), Math.min((float) twin.high(), score[0]));
                worst = Math.max(worst, Math.abs(score[0] - expected) / (1 + Math.abs(expected)));
                assertThat(rule.learn(row, label, weight, score, 0)).isEmpty();
            }
        }
        return worst;
    }
}
