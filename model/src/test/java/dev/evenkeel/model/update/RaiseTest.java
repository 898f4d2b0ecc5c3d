package dev.evenkeel.model.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.parameter.NamedTensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RaiseTest {
    @Test
    void theFactorFallsLinearlyToOne() {
        Raise raise = new Raise(3, 100, 10);
        assertThat(raise.at(100)).isEqualTo(3);
        assertThat(raise.at(105)).isEqualTo(2);
        assertThat(raise.at(110)).isEqualTo(1);
        assertThat(raise.at(1_000_000)).isEqualTo(1);
        assertThat(Raise.NONE.at(0)).isEqualTo(1);
    }

    @Test
    void countedFromAStepThatStaysItEnds() {
        Raise raise = new Raise(3, 0, 4);
        double[] factors = new double[6];
        for (int i = 0; i < 6; i++) {
            factors[i] = raise.at(0);
            raise = raise.later();
        }
        assertThat(factors).containsExactly(3, 2.5, 2, 1.5, 1, 1);
        assertThat(raise).isEqualTo(Raise.NONE);
    }

    @Test
    void itIsChecked() {
        assertThatThrownBy(() -> new Raise(0.5, 0, 1)).hasMessage("must be >= 1 and finite: factor=0.5");
        assertThatThrownBy(() -> new Raise(2, 0, 0)).hasMessage("must be >= 1: steps=0");
    }

    /** NAG's rate is raised; of a rule that paces itself, what has been accumulated shrinks. */
    @ParameterizedTest
    @ValueSource(strings = {"nag", "ftrl", "sgd"})
    void linearModelsMoveFurtherAndContinueBitIdentically(String name) {
        LinearRule calm = rule(name);
        float[] score = new float[1];
        for (int i = 0; i < 200; i++) {
            step(calm, i);
        }
        LinearRule raised = calm.copy();
        raised.raise(3, 50);
        float before = score(calm, score);
        step(calm, 200);
        step(raised, 200);
        float moved = score(calm, score) - before;
        float further = score(raised, score) - before;
        // three times as far, less what importance-invariance and FTRL's beta hold back
        assertThat(further / moved).isBetween(2f, 3.2f);
        NamedTensors saved = new NamedTensors();
        raised.save(saved);
        LinearRule restored = rule(name);
        restored.load(saved);
        for (int i = 201; i < 300; i++) {
            step(raised, i);
            step(restored, i);
        }
        assertThat(score(restored, score)).isEqualTo(score(raised, new float[1]));
    }

    private static LinearRule rule(String name) {
        Hyperparameters settings = name.equals("nag")
                ? new NagHyperparameters(0.05, 0.5)
                : name.equals("ftrl") ? new FtrlHyperparameters(0.05, 1) : new SgdHyperparameters(0.001);
        return LinearRules.create(settings, UpdateOptions.NONE, Loss.of(LossKind.LOGISTIC), 1, 18);
    }

    private static void step(LinearRule rule, int i) {
        float[] score = new float[1];
        var row = LinearRuleContract.row(3, 1, i % 3, i % 2);
        rule.score(row, score, 0);
        assertThat(rule.learn(row, i % 5 == 0 ? 1 : 0, 1, score, 0)).isEmpty();
    }

    private static float score(LinearRule rule, float[] score) {
        rule.score(LinearRuleContract.row(3, 1, 1, 1), score, 0);
        return score[0];
    }
}
