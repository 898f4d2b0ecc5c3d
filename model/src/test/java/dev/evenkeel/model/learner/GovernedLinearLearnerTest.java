package dev.evenkeel.model.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.stability.GuardCounts;
import dev.evenkeel.model.stability.Normalization;
import dev.evenkeel.model.stability.StabilitySettings;
import dev.evenkeel.model.update.AdamHyperparameters;
import dev.evenkeel.model.update.Averaging;
import dev.evenkeel.model.update.CoinHyperparameters;
import dev.evenkeel.model.update.FtrlHyperparameters;
import dev.evenkeel.model.update.Hyperparameters;
import dev.evenkeel.model.update.NagHyperparameters;
import dev.evenkeel.model.update.Schedule;
import dev.evenkeel.model.update.SgdHyperparameters;
import dev.evenkeel.model.update.UpdateOptions;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The governor between the loss and the weights of linear models, under every kind of rule. */
class GovernedLinearLearnerTest {
    private static final OptionalDouble OFF = OptionalDouble.empty();

    /** Every guard that linear models have, but for the input's, and normalization, under which not everything is learned. */
    private static final StabilitySettings ALL = new StabilitySettings(
            OFF, OFF, at(3), Normalization.NONE, OFF, at(2), OFF, at(0.5), at(2), Optional.empty());

    private static OptionalDouble at(double limit) {
        return OptionalDouble.of(limit);
    }

    static Stream<Hyperparameters> rules() {
        return Stream.of(
                NagHyperparameters.DEFAULT,
                new NagHyperparameters(0.1, 0.5, false, false, false, 1, 0),
                FtrlHyperparameters.DEFAULT,
                CoinHyperparameters.DEFAULT,
                new SgdHyperparameters(0.1),
                AdamHyperparameters.DEFAULT.at(0.1));
    }

    private static Learner learner(Task task, Hyperparameters rule, StabilitySettings guards) {
        return learner(task, rule, UpdateOptions.NONE, guards);
    }

    private static Learner learner(Task task, Hyperparameters rule, UpdateOptions options, StabilitySettings guards) {
        return new LinearLearner(
                LinearStreams.spec(LearnerContract.schema(task), rule, options).with(guards));
    }

    abstract static class GovernedContract extends LearnerContract {
        private final Hyperparameters rule;

        GovernedContract(Hyperparameters rule) {
            this.rule = rule;
        }

        @Override
        Learner learner(Task task, long seed) {
            return GovernedLinearLearnerTest.learner(task, rule, ALL);
        }
    }

    @Nested
    class Nag extends GovernedContract {
        Nag() {
            super(NagHyperparameters.DEFAULT);
        }
    }

    @Nested
    class Ftrl extends GovernedContract {
        Ftrl() {
            super(FtrlHyperparameters.DEFAULT);
        }
    }

    @Nested
    class Coin extends GovernedContract {
        Coin() {
            super(CoinHyperparameters.DEFAULT);
        }
    }

    @Nested
    class Adam extends GovernedContract {
        Adam() {
            super(AdamHyperparameters.DEFAULT);
        }
    }

    /** How far learning from a row moves what is predicted for it. */
    private static double moved(Learner learner, MiniBatch batch, int row) {
        Predictions before = new Predictions(1);
        Predictions after = new Predictions(1);
        learner.predict(batch, row, row + 1, before);
        learner.learn(batch, row, row + 1, new Predictions(1), new Refusals());
        learner.predict(batch, row, row + 1, after);
        return Math.abs(after.scores()[0] - before.scores()[0]);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aStepMovesAPredictionByAShareOfItsUsualSize(Hyperparameters rule) {
        StabilitySettings tight = new StabilitySettings(
                OFF, OFF, OFF, Normalization.NONE, OFF, OFF, OFF, at(0.0004), OFF, Optional.empty());
        MiniBatch stream = LearnerContract.stream(Task.BINARY, 600, 1);
        Learner guarded = learner(Task.BINARY, rule, tight);
        Learner bare = learner(Task.BINARY, rule, StabilitySettings.OFF);
        double most = 0;
        double bareMost = 0;
        for (int r = 0; r < 600; r++) {
            most = Math.max(most, moved(guarded, stream, r));
            bareMost = Math.max(bareMost, moved(bare, stream, r));
        }
        // coin's own norm moves its predictions a little beside the step; scores of the guarded model stay below 2
        assertThat(most).isLessThan(rule instanceof CoinHyperparameters ? 0.03 : 0.006);
        assertThat(bareMost).isGreaterThan(0.03);
        assertThat(counts(guarded).get(GuardCounts.UPDATE)).isGreaterThan(100);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void guardsThatNeverActChangeNoBit(Hyperparameters rule) {
        StabilitySettings wide = new StabilitySettings(
                OFF, OFF, at(1e9), Normalization.NONE, OFF, at(1e9), OFF, at(1e9), at(1e-9), Optional.empty());
        for (Task task : Task.values()) {
            MiniBatch stream = LearnerContract.stream(task, 300, 1);
            Learner guarded = learner(task, rule, wide);
            Learner bare = learner(task, rule, StabilitySettings.OFF);
            assertThat(LearnerContract.learn(guarded, stream, 0, 300))
                    .as("%s", task)
                    .isEqualTo(LearnerContract.learn(bare, stream, 0, 300));
        }
    }

    @Test
    void everyGuardCountsWhatItDid() {
        StabilitySettings normalized = new StabilitySettings(
                OFF, OFF, at(3), Normalization.GLOBAL_L2, OFF, at(2), OFF, at(0.5), at(2), Optional.empty());
        Learner learner = learner(Task.REGRESSION, new SgdHyperparameters(1), normalized);
        LearnerContract.learn(learner, LearnerContract.stream(Task.REGRESSION, 600, 1), 0, 600);
        assertThat(counts(learner))
                .containsOnlyKeys("clip.zclip", "loss-gradient", "normalize", "update.clip", "update.overshoot");
        assertThat(counts(learner).get(GuardCounts.NORMALIZE)).isGreaterThan(590);
        assertThat(counts(learner).get(GuardCounts.UPDATE)).isPositive();
        assertThat(counts(learner).get(GuardCounts.OVERSHOOT)).isPositive();
    }

    /** One feature of 1 and a label; the weight moves by rate times derivative. */
    @Test
    void normalizationLeavesTheSignOfTheDerivative() {
        StabilitySettings normalized =
                new StabilitySettings(OFF, OFF, OFF, Normalization.LAYER_L2, OFF, OFF, OFF, OFF, OFF, Optional.empty());
        Learner learner = learner(Task.REGRESSION, new SgdHyperparameters(0.1), normalized);
        MiniBatch rows = constant(1000);
        learner.learn(rows, 0, 1, new Predictions(1), new Refusals());
        Predictions scores = new Predictions(1);
        learner.predict(rows, 0, 1, scores);
        assertThat(scores.scores()[0]).isCloseTo(0.1f, within(1e-6f)); // only the constant is there, float
    }

    /** The served average lags behind: an error measured there would look large, and be bounded wrongly. */
    @Test
    void theLossGradientIsBoundedWhereItIsTaken() {
        StabilitySettings bounded =
                new StabilitySettings(OFF, OFF, at(3), Normalization.NONE, OFF, OFF, OFF, OFF, OFF, Optional.empty());
        UpdateOptions averaged = new UpdateOptions(
                0, 0, OptionalDouble.empty(), Schedule.CONSTANT, OptionalDouble.empty(), new Averaging.Polyak());
        Learner served = learner(Task.REGRESSION, new SgdHyperparameters(0.003), averaged, bounded);
        Learner trained = learner(Task.REGRESSION, new SgdHyperparameters(0.003), bounded);
        MiniBatch stream = LearnerContract.stream(Task.REGRESSION, 600, 1);
        LearnerContract.learn(served, stream, 0, 600);
        LearnerContract.learn(trained, stream, 0, 600);
        assertThat(LearnerContract.saved(served).floats("weights/linear/bias"))
                .containsExactly(LearnerContract.saved(trained).floats("weights/linear/bias"), within(1e-4f));
    }

    private static MiniBatch constant(float label) {
        MiniBatch.Builder rows = new MiniBatch.Builder(3, 1);
        Example row = new Example(3);
        row.label(label);
        Arrays.fill(row.numeric(), Float.NaN);
        rows.add(row);
        return rows.build();
    }

    private static Map<String, Long> counts(Learner learner) {
        GuardCounts counts = new GuardCounts();
        learner.count(counts);
        return counts.asMap();
    }
}
