package dev.evenkeel.model.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.data.TensorInput;
import dev.evenkeel.model.drift.DriftDetector;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.math.GemmChoice;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.update.AutoHyperparameters;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MixtureLearnerTest {
    private static Learner mixture(ModelKind kind, Task task, long seed) {
        return Learners.create(spec(kind, task, seed));
    }

    private static LearnerSpec spec(ModelKind kind, Task task, long seed) {
        return new LearnerSpec(
                LearnerContract.schema(task),
                kind,
                Loss.of(LossKind.defaultFor(task)),
                AutoHyperparameters.DEFAULT,
                List.of(),
                LearnerSpec.DEFAULT_STEP,
                seed,
                GemmChoice.PLAIN,
                InputSpec.defaultFor(kind, AutoHyperparameters.DEFAULT));
    }

    @Nested
    class OfAll extends LearnerContract {
        @Override
        Learner learner(Task task, long seed) {
            return mixture(ModelKind.AUTO, task, seed);
        }
    }

    @Nested
    class OfLinearModels extends LearnerContract {
        @Override
        Learner learner(Task task, long seed) {
            return mixture(ModelKind.LINEAR, task, seed);
        }
    }

    @Nested
    class OfNetworks extends LearnerContract {
        @Override
        Learner learner(Task task, long seed) {
            return mixture(ModelKind.NETWORK, task, seed);
        }
    }

    @Test
    void rangesOfManyMicroBatchesGiveTheBitsOfOneAtATimeAcrossAnAlarm() {
        LearnerSpec spec = spec(ModelKind.AUTO, Task.BINARY, 1);
        MiniBatch stream = LearnerContract.stream(Task.BINARY, 800, 1); // 100 micro-batches: three runs and a part
        MixtureLearner one = new MixtureLearner(spec, MixtureDesign.members(spec), new AlarmAt(300));
        MixtureLearner other = new MixtureLearner(spec, MixtureDesign.members(spec), new AlarmAt(300));
        float[] expected = LearnerContract.learn(one, stream, 0, 800);
        Predictions scores = new Predictions(1);
        other.learn(stream, 0, 800, scores, new Refusals());
        assertThat(scores.scores()).startsWith(expected);
        LearnerContract.assertSameState(other, one);
        assertThat(LearnerContract.saved(one).doubles("slots/mixture/pending")[0])
                .isEqualTo(1);
    }

    @Test
    void aTensorIsTakenAsFeatures() {
        LearnerSpec spec = spec(ModelKind.AUTO, Task.BINARY, 1);
        Schema schema = new Schema(
                        Task.BINARY,
                        spec.schema().label(),
                        List.of("x0", "x1", "x2"),
                        List.of(),
                        List.of(),
                        spec.schema().missing(),
                        spec.schema().weight(),
                        spec.schema().time(),
                        12)
                .withTensor(new TensorInput(List.of(3, 1, 1), 0, 1));
        Learner learner = Learners.create(new LearnerSpec(
                schema,
                spec.kind(),
                spec.loss(),
                spec.rule(),
                spec.layers(),
                spec.step(),
                spec.seed(),
                spec.gemm(),
                spec.input()));
        assertThat(learner.layers()).anyMatch(layer -> layer.layer().matches("network-.*/dense-.*"));
    }

    @Test
    void layersSayWhoseTheyAre() {
        List<String> layers = mixture(ModelKind.AUTO, Task.BINARY, 1).layers().stream()
                .map(LayerReport::layer)
                .toList();
        assertThat(layers).contains("nag-0.5/linear").doesNotHaveDuplicates();
        assertThat(layers).anyMatch(name -> name.matches("network-.*/dense-0"));
    }

    @Test
    void rowsOfWeightZeroTeachNothing() {
        MixtureLearner learner = (MixtureLearner) mixture(ModelKind.AUTO, Task.BINARY, 1);
        LearnerContract.learn(learner, LearnerContract.stream(Task.BINARY, 104, 1), 0, 104);
        MixtureLearner before = learner.copy();
        MiniBatch.Builder rows = new MiniBatch.Builder(3, 8);
        for (int r = 0; r < 8; r++) {
            Example row = new Example(3).weight(0).label(1);
            row.numeric()[0] = 3;
            rows.add(row);
        }
        learner.learn(rows.build(), 0, 8, new Predictions(1), new Refusals());
        LearnerContract.assertSame(
                LearnerContract.saved(learner),
                LearnerContract.saved(before),
                name -> name.startsWith("counters/") || name.endsWith("/version"));
    }

    @Test
    void aLossThatRisesReanchorsAtTheEndOfTheRun() {
        LearnerSpec spec = spec(ModelKind.LINEAR, Task.BINARY, 1);
        MiniBatch stream = LearnerContract.stream(Task.BINARY, 64, 1);
        MixtureLearner quiet = new MixtureLearner(spec, MixtureDesign.members(spec), new AlarmAt(Long.MAX_VALUE));
        MixtureLearner alarmed = new MixtureLearner(spec, MixtureDesign.members(spec), new AlarmAt(40));
        LearnerContract.learn(quiet, stream, 0, 64);
        float[] scores = LearnerContract.learn(alarmed, stream, 0, 64);
        quiet.reanchor(0.25);
        assertThat(scores).hasSize(64);
        LearnerContract.assertSame(
                LearnerContract.saved(alarmed), LearnerContract.saved(quiet), name -> name.startsWith("slots/drift"));
    }

    /** Alarms once, at the n-th value. */
    private static final class AlarmAt implements DriftDetector {
        private long left;

        AlarmAt(long n) {
            left = n;
        }

        @Override
        public String name() {
            return "at";
        }

        @Override
        public boolean add(double value) {
            return --left == 0;
        }

        @Override
        public double statistic() {
            return 0;
        }

        @Override
        public double threshold() {
            return 1;
        }

        @Override
        public boolean rose() {
            return true;
        }

        @Override
        public double kept() {
            return 0.25;
        }

        @Override
        public long width() {
            return 0;
        }

        @Override
        public DriftDetector copy() {
            return new AlarmAt(left);
        }

        @Override
        public void save(String prefix, NamedTensors into) {
            into.put(prefix + "/left", new long[] {left}, 1);
        }

        @Override
        public void load(String prefix, NamedTensors from) {
            left = from.longs(prefix + "/left")[0];
        }
    }
}
