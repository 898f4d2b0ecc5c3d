package dev.evenkeel.model.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.SparseRow;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.learner.LearnerSpec;
import dev.evenkeel.model.learner.LinearStreams;
import dev.evenkeel.model.loss.LossKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every score of a stream against {@link NagTwin}: other coordinates, other precision, other root finder, same numbers. */
class NagRuleTwinTest {
    @ParameterizedTest
    @CsvSource({
        "BINARY, 0.5, 0.5",
        "BINARY, 0.5, 0",
        "BINARY, 5, 0",
        "BINARY, 0.5, 0.3",
        "BINARY, 0.5, 0.8",
        "REGRESSION, 0.5, 0.5",
        "REGRESSION, 0.5, 0",
        "REGRESSION, 0.1, 0.3",
        "REGRESSION, 10, 0.5",
    })
    void scoresAreThoseOfThePapers(Task task, double rate, double power) {
        NagHyperparameters settings = new NagHyperparameters(rate, power);
        LearnerSpec spec = LinearStreams.spec(task, settings);
        LossKind loss = spec.loss().kind();
        double worst = 0;
        for (long seed = 1; seed <= 3; seed++) {
            NagRule rule = new NagRule(
                    settings, UpdateOptions.NONE, spec.loss(), 1, spec.schema().hashBits());
            NagTwin twin = new NagTwin(settings, loss);
            MiniBatch batch = LinearStreams.stream(task, seed, 2_000, j -> Math.pow(10, 2 * j - 5));
            SparseRow row = new SparseRow(spec.schema());
            float[] score = {0};
            float min = 0;
            float max = 0;
            for (int r = 0; r < batch.rows(); r++) {
                float label = batch.labels()[r];
                float weight = batch.weights()[r];
                min = weight == 0 ? min : Math.min(min, label);
                max = weight == 0 ? max : Math.max(max, label);
                rule.score(row.fill(batch, r), score, 0);
                boolean squared = loss == LossKind.SQUARED;
                score[0] = Math.max(squared ? min : -50, Math.min(squared ? max : 50, score[0]));
                double expected = twin.learn(row, label, weight);
                worst = Math.max(worst, Math.abs(score[0] - expected) / (1 + Math.abs(expected)));
                assertThat(rule.learn(row, label, weight, score, 0)).isEmpty();
            }
        }
        // state is rounded to 24 bits 2,000 times; were every rounding half an ulp one way, that were 2,000 · 2^-25 =
        // 6e-5
        assertThat(worst).isLessThan(6e-5);
    }
}
