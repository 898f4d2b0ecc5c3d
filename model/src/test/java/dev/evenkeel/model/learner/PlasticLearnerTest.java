package dev.evenkeel.model.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.math.GemmChoice;
import dev.evenkeel.model.plasticity.HiddenReport;
import dev.evenkeel.model.plasticity.PlasticitySettings;
import dev.evenkeel.model.plasticity.Recycling;
import dev.evenkeel.model.update.AdamHyperparameters;
import dev.evenkeel.model.update.AutoHyperparameters;
import dev.evenkeel.model.update.Hyperparameters;
import dev.evenkeel.model.update.ScheduleFreeHyperparameters;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Networks that keep their ability to learn by all means at once, units starting anew every few steps. */
class PlasticLearnerTest extends LearnerContract {
    private static final PlasticitySettings ALL =
            new PlasticitySettings(0.1, 0.1, 0.2, new Recycling.ContinualBackprop(2e-3, 50, 0.99));

    /** Of one seed, from which follow origin and draws: a state does not restore into a learner of another. */
    @Override
    Learner learner(Task task, long seed) {
        return learner(schema(task), ALL, 1);
    }

    private static Learner learner(Schema schema, PlasticitySettings plasticity, long seed) {
        return new NetworkLearner(
                spec(schema, AdamHyperparameters.DEFAULT, seed).with(plasticity));
    }

    private static LearnerSpec spec(Schema schema, Hyperparameters rule, long seed) {
        return new LearnerSpec(
                schema,
                ModelKind.NETWORK,
                LossKind.defaultFor(schema.task()),
                rule,
                List.of(),
                4,
                seed,
                GemmChoice.AUTO);
    }

    private static long recycled(Learner learner) {
        return learner.hiddenLayers().stream().mapToLong(HiddenReport::recycled).sum();
    }

    @Test
    void unitsHaveStartedAnew() {
        Learner learner = learner(Task.BINARY, 1);
        learn(learner, stream(Task.BINARY, ROWS, 1), 0, ROWS);
        assertThat(recycled(learner)).isBetween(50L, 400L); // 2e-3 · 192 units · 550 examples
        assertThat(recycled(learner.copy())).isEqualTo(recycled(learner));
    }

    @Test
    void dormantUnitsStartAnewWhenAsked() {
        PlasticitySettings seldom = new PlasticitySettings(0, 0, 0, new Recycling.Redo(0.9, ROWS / 2));
        Learner learner = learner(schema(Task.BINARY), seldom, 1);
        MiniBatch stream = stream(Task.BINARY, ROWS, 1);
        learn(learner, stream, 0, ROWS / 2 - 4);
        learner.recycle();
        assertThat(recycled(learner)).isZero(); // all too young
        learn(learner, stream, ROWS / 2 - 4, ROWS - 4);
        long before = recycled(learner);
        learner.recycle();
        assertThat(recycled(learner)).isGreaterThanOrEqualTo(before).isPositive();
    }

    @Test
    void nothingIsDoneUnlessAsked() {
        Learner plain = learner(schema(Task.BINARY), PlasticitySettings.OFF, 1);
        MiniBatch stream = stream(Task.BINARY, 100, 1);
        learn(plain, stream, 0, 100);
        Learner same = plain.copy();
        plain.recycle();
        assertSameState(plain, same);
        assertThat(saved(plain).names()).noneMatch(name -> name.startsWith("plasticity/"));
        assertThat(plain.hiddenLayers()).extracting(HiddenReport::layer).startsWith("dense-0");
    }

    @Test
    void mixturesPassItToTheirNetworks() {
        LearnerSpec spec =
                spec(schema(Task.BINARY), AutoHyperparameters.DEFAULT, 1).with(ALL);
        Learner mixture = Learners.create(spec);
        learn(mixture, stream(Task.BINARY, 200, 1), 0, 200);
        assertThat(recycled(mixture)).isPositive();
        assertThat(mixture.hiddenLayers().get(0).layer()).isEqualTo("network-0.001/dense-0");
    }

    @Test
    void aRaisedStepMovesTheWeightsFurther() {
        Learner calm = learner(schema(Task.BINARY), PlasticitySettings.OFF, 1);
        MiniBatch stream = stream(Task.BINARY, ROWS, 1);
        learn(calm, stream, 0, 300);
        Learner raised = calm.copy();
        raised.raise(4, 400);
        float[] before =
                ((NetworkLearner) calm).parameters().dense("output/weight").unpadded();
        learn(calm, stream, 300, 304);
        learn(raised, stream, 300, 304);
        float[] one =
                ((NetworkLearner) calm).parameters().dense("output/weight").unpadded();
        float[] four =
                ((NetworkLearner) raised).parameters().dense("output/weight").unpadded();
        for (int i = 0; i < before.length; i++) {
            // differences of floats near 1 lose the last bits
            assertThat(four[i] - before[i]).isCloseTo(4 * (one[i] - before[i]), Offset.offset(1e-6f));
        }
        Learner copy = raised.copy();
        learn(raised, stream, 304, ROWS);
        learn(copy, stream, 304, ROWS);
        assertSameState(copy, raised);
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() {
        assertThatThrownBy(() -> spec(schema(Task.BINARY), ScheduleFreeHyperparameters.DEFAULT, 1)
                        .with(ALL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "rule keeps weights of its own, which nothing else may move: rule=schedule-free");
        LearnerSpec linear = new LearnerSpec(
                schema(Task.BINARY),
                ModelKind.LINEAR,
                LossKind.LOGISTIC,
                AdamHyperparameters.DEFAULT,
                List.of(),
                1,
                1,
                GemmChoice.AUTO);
        assertThatThrownBy(() -> linear.with(ALL)).hasMessageStartingWith("a linear model has no units: kind=linear");
    }
}
