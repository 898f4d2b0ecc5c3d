package dev.evenkeel.model.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.evaluation.EvaluationSettings;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.stability.GuardCounts;
import dev.evenkeel.model.stability.StabilitySettings;
import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class GuardedLearnerTest {
    private static Learner guarded(Learner bare) {
        return Learners.create(bare.spec().with(StabilitySettings.BALANCED));
    }

    /** The guard itself takes notice of a row it refuses. */
    abstract static class GuardedContract extends LearnerContract {
        @Override
        boolean countsAsState(String tensor) {
            return !tensor.contains("/input-guard/");
        }
    }

    @Nested
    class OfLinearModels extends GuardedContract {
        @Override
        Learner learner(Task task, long seed) {
            return guarded(new LinearLearnerTest().learner(task, seed));
        }
    }

    @Nested
    class OfNetworks extends GuardedContract {
        @Override
        Learner learner(Task task, long seed) {
            return guarded(new NetworkLearnerTest().learner(task, seed));
        }
    }

    @Nested
    class OfMixtures extends GuardedContract {
        @Override
        Learner learner(Task task, long seed) {
            return guarded(new MixtureLearnerTest().new OfAll().learner(task, seed));
        }
    }

    @Test
    void aQuarantinedRowDoesNotTakeItsMicroBatchWithIt() {
        Learner learner = guarded(new NetworkLearnerTest().learner(Task.REGRESSION, 1));
        MiniBatch stream = LearnerContract.stream(Task.REGRESSION, 600, 1);
        LearnerContract.learn(learner, stream, 0, 600);
        MiniBatch poisoned = poisoned(stream);
        Learner blind = learner.copy();
        Predictions scores = new Predictions(1);
        Refusals refusals = new Refusals();
        learner.learn(poisoned, 0, learner.microBatch(), scores, refusals);
        assertThat(refusals.list()).singleElement().satisfies(refusal -> {
            assertThat(refusal.row()).isEqualTo(2);
            assertThat(refusal.cause()).isEqualTo(Refusals.Cause.ROW);
            assertThat(refusal.reason()).startsWith("number is absurd: ").contains("column=x1");
        });
        assertThat(scores.scores()[2]).isFinite();
        NamedTensors before = LearnerContract.saved(blind);
        NamedTensors after = LearnerContract.saved(learner);
        assertThat(after.floats("weights/output/bias")).isNotEqualTo(before.floats("weights/output/bias"));
    }

    @Test
    void aLaneNeitherScoresNorCountsAQuarantinedRowAsAStep() {
        Learner learner = guarded(new LinearLearnerTest().learner(Task.REGRESSION, 1));
        MiniBatch stream = LearnerContract.stream(Task.REGRESSION, 600, 1);
        TrainingLane lane = new TrainingLane(learner, EvaluationSettings.DEFAULT);
        lane.learn(stream);
        lane.learn(poisoned(stream));
        assertThat(lane.counts().refusedRows()).isEqualTo(1);
        assertThat(lane.counts().refusedBatches()).isZero();
        assertThat(lane.evaluation().total().examples()).isEqualTo(1199);
    }

    @Test
    void cuttingTheStreamElsewhereChangesNothing() {
        Learner one = guarded(new LinearLearnerTest().learner(Task.BINARY, 1));
        Learner other = one.copy();
        MiniBatch stream = poisoned(LearnerContract.stream(Task.BINARY, 600, 1));
        float[] expected = LearnerContract.learn(one, stream, 0, 600);
        LearnerContract.learn(other, stream, 0, 1);
        float[] rest = LearnerContract.learn(other, stream, 1, 600);
        assertThat(rest).isEqualTo(Arrays.copyOfRange(expected, 1, 600));
        LearnerContract.assertSameState(other, one);
    }

    @Test
    void aMixtureLooksAtItsRowsOnce() {
        Learner learner = guarded(new MixtureLearnerTest().new OfAll().learner(Task.REGRESSION, 1));
        MiniBatch stream = LearnerContract.stream(Task.REGRESSION, 600, 1);
        LearnerContract.learn(learner, stream, 0, 600);
        MiniBatch poisoned = poisoned(stream);
        learner.learn(poisoned, 0, 8, new Predictions(1), new Refusals());
        GuardCounts counts = new GuardCounts();
        learner.count(counts);
        assertThat(counts.asMap()).containsEntry(GuardCounts.QUARANTINED, 1L);
    }

    /** The same rows, but for a number of the third. */
    private static MiniBatch poisoned(MiniBatch stream) {
        MiniBatch.Builder rows = new MiniBatch.Builder(stream.width(), stream.rows());
        Example row = new Example(stream.width());
        for (int r = 0; r < stream.rows(); r++) {
            stream.row(r, row);
            if (r == 2) {
                row.numeric()[1] = -1e25f;
            }
            rows.add(row);
        }
        return rows.build();
    }
}
