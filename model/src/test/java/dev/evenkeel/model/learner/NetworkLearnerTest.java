package dev.evenkeel.model.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.LabelSpec;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.layer.LayerSpec;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.math.GemmChoice;
import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.update.AdamHyperparameters;
import dev.evenkeel.model.update.NagHyperparameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NetworkLearnerTest extends LearnerContract {
    @Override
    Learner learner(Task task, long seed) {
        return learner(schema(task), 8, seed);
    }

    private static NetworkLearner learner(Schema schema, int step, long seed) {
        return new NetworkLearner(new LearnerSpec(
                schema,
                ModelKind.NETWORK,
                LossKind.defaultFor(schema.task()),
                AdamHyperparameters.DEFAULT,
                List.of(),
                step,
                seed,
                GemmChoice.AUTO));
    }

    private static Schema schema(Task task, List<String> numeric) {
        return new Schema(
                task,
                LabelSpec.number("y"),
                numeric,
                List.of(),
                List.of(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                18);
    }

    @Test
    void refusesTheWholeMicroBatchAndNamesTheLayer() {
        NetworkLearner learner = learner(schema(Task.REGRESSION), 8, 1);
        learn(learner, stream(Task.REGRESSION, 80, 1), 0, 80);
        NamedTensors before = saved(learner.copy());
        MiniBatch stream = stream(Task.REGRESSION, 16, 2);
        stream.weights()[10] = 1e38f;
        stream.weights()[11] = 1e38f;
        Refusals refusals = new Refusals();
        learner.learn(stream, 8, 16, new Predictions(1), refusals);
        assertThat(refusals.list()).extracting(Refusals.Refusal::row).containsExactly(8, 9, 10, 11, 12, 13, 14, 15);
        assertThat(refusals.list().get(0).reason()).matches("(gradient|update) is not finite: layer=[a-z0-9-]+");
        assertSame(saved(learner), before, name -> name.startsWith("counters/"));
        refusals.clear();
        stream.labels()[3] = Float.NaN;
        learner.learn(stream, 0, 8, new Predictions(1), refusals);
        assertThat(refusals.list()).hasSize(8);
        assertThat(refusals.list().get(0).reason()).isEqualTo("loss does not take the label: loss=squared, label=NaN");
        assertSame(saved(learner), before, name -> name.startsWith("counters/"));
    }

    @Test
    void aRefusedStepLeavesNoTrace() {
        NetworkLearner disturbed = learner(schema(Task.BINARY), 8, 1);
        NetworkLearner undisturbed = learner(schema(Task.BINARY), 8, 1);
        MiniBatch stream = stream(Task.BINARY, 200, 1);
        MiniBatch poison = stream(Task.BINARY, 8, 5);
        poison.labels()[2] = Float.NaN;
        learn(disturbed, stream, 0, 104);
        learn(undisturbed, stream, 0, 104);
        Refusals refusals = new Refusals();
        disturbed.learn(poison, 0, 8, new Predictions(1), refusals);
        assertThat(refusals.list().get(0).reason()).isEqualTo("loss does not take the label: loss=logistic, label=NaN");
        assertThat(learn(disturbed, stream, 104, 200)).containsExactly(learn(undisturbed, stream, 104, 200));
        assertThat(disturbed.version()).isEqualTo(undisturbed.version() + 1);
    }

    @Test
    void scaledColumnsGiveTheSamePredictions() {
        MiniBatch stream = stream(Task.BINARY, 400, 1);
        MiniBatch scaled = stream(Task.BINARY, 400, 1);
        for (int i = 0; i < scaled.numeric().length; i++) {
            scaled.numeric()[i] *= i % 3 == 0 ? 1024 : 1 / 64f;
        }
        float[] expected = learn(learner(schema(Task.BINARY), 8, 1), stream, 0, 400);
        assertThat(learn(learner(schema(Task.BINARY), 8, 1), scaled, 0, 400)).containsExactly(expected);
    }

    @Test
    void everyGemmLearnsTheSame() {
        MiniBatch stream = stream(Task.BINARY, 400, 1);
        List<float[]> scores = new ArrayList<>();
        for (GemmChoice choice : List.of(GemmChoice.VECTOR, GemmChoice.ND4J, GemmChoice.PLAIN)) {
            scores.add(learn(new NetworkLearner(BareMachineIT.spec(choice)), stream, 0, 400));
        }
        for (int r = 0; r < 400; r++) {
            assertThat(scores.get(1)[r]).isCloseTo(scores.get(0)[r], Offset.offset(0.05f));
            assertThat(scores.get(2)[r]).isCloseTo(scores.get(0)[r], Offset.offset(0.05f));
        }
    }

    @Test
    void regressionStaysInTheRangeOfTheLabelsSeen() {
        NetworkLearner learner = learner(schema(Task.REGRESSION), 8, 1);
        MiniBatch stream = stream(Task.REGRESSION, 400, 1);
        float[] scores = learn(learner, stream, 0, 400);
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (int r = 0; r < 400; r++) {
            if (r % 8 == 0 && r > 0) {
                for (int seen = r - 8; seen < r; seen++) {
                    min = Math.min(min, stream.labels()[seen]);
                    max = Math.max(max, stream.labels()[seen]);
                }
            }
            assertThat(scores[r]).isBetween(r < 8 ? 0 : min, r < 8 ? 0 : max);
        }
    }

    @Test
    void tokensOfAnOpenFormatAreOneBag() {
        NetworkLearner learner = learner(schema(Task.BINARY, List.of()), 8, 1);
        RandomStream random = new RandomStream(4);
        MiniBatch.Builder builder = new MiniBatch.Builder(0, 4000);
        Example row = new Example(0);
        for (int r = 0; r < 4000; r++) {
            boolean yes = random.nextInt(2) == 0;
            row.clear().label(yes ? 1 : 0);
            for (int t = 0; t < 5; t++) {
                row.addToken(0, random.nextInt(20) + (yes && t == 0 ? 100 : 0), 1000);
            }
            builder.add(row);
        }
        float[] scores = learn(learner, builder.build(), 0, 4000);
        int right = 0;
        for (int r = 3000; r < 4000; r++) {
            right += scores[r] > 0 == builder.build().labels()[r] > 0 ? 1 : 0;
        }
        assertThat(right).isGreaterThan(950);
        assertThat(saved(learner).ints("weights/embedding/index")).hasSizeBetween(20, 40);
    }

    @Test
    void snapshotsHoldOnlyRowsThatWereTouched() {
        NetworkLearner learner = learner(schema(Task.BINARY), 8, 1);
        learn(learner, stream(Task.BINARY, 400, 1), 0, 400);
        NamedTensors saved = saved(learner);
        int touched = saved.ints("weights/embedding/index").length;
        assertThat(touched).isBetween(40, 58);
        assertThat(saved.get("slots/adam/embedding/m").shape()).containsExactly(touched, 16);
        assertThat(saved.get("weights/dense-0/weight").shape()).containsExactly(51, 128);
        assertThat(learner.parameterCount()).isEqualTo((16L << 12) + (51 * 128 + 128) + 2 * 128 + (128 + 1));
    }

    @Test
    void numbersOfNd4jGoInAndScoresComeOut() {
        NetworkLearner learner = learner(schema(Task.MULTICLASS), 8, 1);
        learn(learner, stream(Task.MULTICLASS, 80, 1), 0, 80);
        INDArray numeric = Nd4j.createFromArray(new float[][] {{1, 2, 3}, {4, Float.NaN, 6}});
        MiniBatch.Builder rows = new MiniBatch.Builder(3, 2);
        for (int r = 0; r < 2; r++) {
            Example row = new Example(3);
            for (int j = 0; j < 3; j++) {
                row.numeric()[j] = numeric.getFloat(r, j);
            }
            rows.add(row);
        }
        Predictions expected = new Predictions(3);
        learner.predict(rows.build(), 0, 2, expected);
        INDArray scores = learner.predict(numeric.dup('f'));
        assertThat(scores.shape()).containsExactly(2, 3);
        for (int i = 0; i < 6; i++) {
            assertThat(scores.getFloat(i / 3, i % 3)).isEqualTo(expected.scores()[i]);
        }
        assertThat(learner.parameters().toNd4j("output/weight").shape()).containsExactly(128, 3);
    }

    @Test
    void aStateThatDoesNotFitLeavesTheLearnerAsItWas() {
        NetworkLearner learner = learner(schema(Task.BINARY), 8, 1);
        learn(learner, stream(Task.BINARY, 80, 1), 0, 80);
        NamedTensors before = saved(learner.copy());
        NamedTensors other = saved(learner(schema(Task.BINARY, List.of("x0", "x1")), 8, 1));
        assertThatThrownBy(() -> learner.load(other)).isInstanceOf(IllegalArgumentException.class);
        assertSame(saved(learner), before, name -> false);
    }

    @Test
    void layersAreThoseOfTheSpecification() {
        NetworkLearner learner = new NetworkLearner(new LearnerSpec(
                schema(Task.BINARY, List.of("x0", "x1", "x2")),
                ModelKind.NETWORK,
                LossKind.LOGISTIC,
                AdamHyperparameters.DEFAULT,
                List.of(new LayerSpec.Dense(4), new LayerSpec.Relu()),
                1,
                1,
                GemmChoice.AUTO));
        assertThat(learner.parameterCount()).isEqualTo(3 * 4 + 4 + 4 + 1);
        assertThat(learner.microBatch()).isEqualTo(1);
    }

    @Test
    void cutsALongRangeIntoMicroBatches() {
        MiniBatch stream = stream(Task.BINARY, 20, 1);
        NetworkLearner whole = learner(schema(Task.BINARY), 8, 1);
        NetworkLearner parts = learner(schema(Task.BINARY), 8, 1);
        Predictions together = new Predictions(1);
        Predictions last = new Predictions(1);
        whole.learn(stream, 0, 20, together, new Refusals());
        for (int from = 0; from < 20; from += 8) {
            parts.learn(stream, from, Math.min(20, from + 8), last, new Refusals());
        }
        assertThat(whole.version()).isEqualTo(parts.version()).isEqualTo(3);
        assertThat(Arrays.copyOfRange(together.scores(), 16, 20)).isEqualTo(Arrays.copyOf(last.scores(), 4));
        assertThat(whole.layers()).isEqualTo(parts.layers());
    }

    @Test
    void refusesWhatItCannotLearn() {
        NetworkLearner learner = learner(schema(Task.BINARY), 8, 1);
        MiniBatch stream = stream(Task.BINARY, 20, 1);
        assertThatThrownBy(() -> learner.predict(stream, 0, 21, new Predictions(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be a range of the batch: from=0, to=21, rows=20");
        assertThatThrownBy(() -> learner.predict(new MiniBatch.Builder(2, 1).build(), 0, 0, new Predictions(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must have the schema's numbers: columns=2, expected=3");
        LearnerSpec linear = new LearnerSpec(
                schema(Task.BINARY),
                ModelKind.LINEAR,
                LossKind.LOGISTIC,
                NagHyperparameters.DEFAULT,
                List.of(),
                1,
                1,
                GemmChoice.AUTO);
        assertThatThrownBy(() -> new NetworkLearner(linear))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be a network: kind=linear");
    }
}
