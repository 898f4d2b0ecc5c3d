package dev.evenkeel.model.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.SparseRow;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.parameter.DenseParameter;
import dev.evenkeel.model.parameter.Gradient;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.parameter.Parameters;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoiseTest {
    private static final int SIDE = 105; // not a multiple of the vector length, so that there is padding
    private static final double RATE = 0.5;

    /** Four deviations of the sample variance of SIDE² normal numbers, √(2/n) of it each. */
    private static final double RELATIVE = 4 * Math.sqrt(2.0 / (SIDE * SIDE));

    @Test
    void noiseOnGradientsHasTheStatedVarianceAndAnneals() {
        Rule rule = new Rule(new Noise(Noise.Kind.GAUSSIAN, 0.3, 1));
        double first = rule.step();
        assertThat(first).isCloseTo(RATE * RATE * 0.3, within(first * RELATIVE));
        for (int step = 0; step < 99; step++) {
            rule.step();
        }
        double later = rule.step();
        assertThat(later).isCloseTo(RATE * RATE * 0.3 / Math.pow(101, 0.55), within(later * RELATIVE));
        rule.rule.reanchor(0.5);
        double restarted = rule.step();
        assertThat(restarted).isCloseTo(RATE * RATE * 0.3, within(restarted * RELATIVE));
    }

    @Test
    void noiseOnChangesHasTheVarianceOfLangevinDynamics() {
        Rule rule = new Rule(new Noise(Noise.Kind.LANGEVIN, 1e-4, 1));
        for (int step = 0; step < 3; step++) {
            double variance = rule.step();
            assertThat(variance).isCloseTo(2 * RATE * 1e-4, within(variance * RELATIVE));
        }
    }

    @Test
    void aStepThatComesAgainDrawsTheSame() {
        Rule rule = new Rule(new Noise(Noise.Kind.LANGEVIN, 1, 1));
        rule.rule.propose(rule.gradients);
        float[] refused = rule.rule.proposed(0).clone();
        rule.rule.propose(rule.gradients);
        assertThat(rule.rule.proposed(0)).isEqualTo(refused);
        rule.rule.apply(rule.gradients);
        rule.rule.propose(rule.gradients);
        assertThat(rule.rule.proposed(0)).isNotEqualTo(refused);
    }

    @Test
    void seedsDecide() {
        assertThat(new Rule(new Noise(Noise.Kind.GAUSSIAN, 1, 1)).change())
                .isEqualTo(new Rule(new Noise(Noise.Kind.GAUSSIAN, 1, 1)).change())
                .isNotEqualTo(new Rule(new Noise(Noise.Kind.GAUSSIAN, 1, 2)).change());
    }

    @Test
    void aRestoredRuleGoesOnWithTheSameNoise() {
        Rule original = new Rule(new Noise(Noise.Kind.GAUSSIAN, 1, 1));
        original.step();
        original.rule.reanchor(0.5);
        original.step();
        NamedTensors saved = new NamedTensors();
        original.rule.save(saved);
        Rule restored = new Rule(new Noise(Noise.Kind.GAUSSIAN, 1, 1));
        restored.rule.load(saved);
        assertThat(restored.change()).isEqualTo(original.change());
    }

    @Test
    void linearModelsGetNoiseOnTheFeaturesOfTheRow() {
        UpdateOptions options = UpdateOptions.NONE.with(new Noise(Noise.Kind.LANGEVIN, 1e-2, 3));
        LinearRule rule = LinearRules.create(new SgdHyperparameters(RATE), options, Loss.of(LossKind.SQUARED), 1, 10);
        float[] score = new float[1];
        double squares = 0;
        int steps = 4_000;
        for (int step = 0; step < steps; step++) {
            Example example = new Example(0);
            example.addToken(0, step, 1);
            MiniBatch batch = new MiniBatch.Builder(0, 1).add(example).build();
            SparseRow row = new SparseRow(List.of()).fill(batch, 0);
            LinearRule before = rule.copy();
            before.score(row, score, 0);
            float prediction = score[0];
            assertThat(rule.learn(row, prediction, 1, score, 0)).isEmpty(); // no gradient: all that moves is noise
            rule.score(row, score, 0);
            squares += Math.pow(score[0] - prediction, 2);
        }
        // feature and constant each move by a variance of 2η·T
        double variance = squares / steps;
        assertThat(variance).isCloseTo(2 * 2 * RATE * 1e-2, within(variance * 4 * Math.sqrt(2.0 / steps)));
    }

    @Test
    void refusesLevelsThatAreNone() {
        assertThatThrownBy(() -> new Noise(Noise.Kind.GAUSSIAN, -1, 1))
                .hasMessage("must be >= 0 and finite: noise=-1.0");
        assertThatThrownBy(() -> new Noise(Noise.Kind.LANGEVIN, Double.NaN, 1))
                .hasMessage("must be >= 0 and finite: noise=NaN");
    }

    /** Gradient descent of one matrix whose gradient is zero. */
    private static final class Rule {
        private final Parameters parameters = new Parameters();
        private final Gradient.Dense gradient;
        final List<Gradient> gradients;
        final UpdateRule rule;

        Rule(Noise noise) {
            gradient = new Gradient.Dense(parameters.add(new DenseParameter("w/weight", SIDE, SIDE)));
            gradients = List.of(gradient);
            rule = UpdateRule.of(new SgdHyperparameters(RATE), UpdateOptions.NONE.with(noise), parameters, 1);
        }

        /** Makes a step; the variance of the change. */
        double step() {
            Arrays.fill(gradient.values(), 0);
            rule.propose(gradients);
            double squares = 0;
            for (float change : rule.proposed(0)) {
                squares += (double) change * change;
            }
            rule.apply(gradients);
            for (int r = 0; r < SIDE; r++) {
                int end = gradient.parameter().matrix().row(r) + SIDE;
                assertThat(gradient.parameter().values()[end]).isZero();
            }
            return squares / (SIDE * SIDE);
        }

        float[] change() {
            Arrays.fill(gradient.values(), 0);
            rule.propose(gradients);
            return rule.proposed(0);
        }
    }
}
