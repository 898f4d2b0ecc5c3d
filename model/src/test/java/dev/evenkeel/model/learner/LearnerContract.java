package dev.evenkeel.model.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.FeatureHasher;
import dev.evenkeel.model.data.LabelSpec;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.NamedTensors;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every learner keeps to. Inherit it, and say how a learner is made. */
abstract class LearnerContract {
    static final int ROWS = 600;

    /** A fresh learner for {@link #schema}. */
    abstract Learner learner(Task task, long seed);

    /** Whether a tensor of the state stays as it is when a row is refused. */
    boolean countsAsState(String tensor) {
        return true;
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void copyContinuesBitIdenticallyAndIndependently(Task task) {
        MiniBatch stream = stream(task, ROWS, 1);
        Learner original = learner(task, 1);
        learn(original, stream, 0, 300);
        Learner copy = original.copy();
        float[] expected = learn(original, stream, 300, ROWS);
        assertThat(learn(copy, stream, 300, ROWS)).isEqualTo(expected);
        assertSameState(copy, original);
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void restoredLearnerMatchesUninterruptedRun(Task task) {
        MiniBatch stream = stream(task, ROWS, 1);
        Learner original = learner(task, 1);
        learn(original, stream, 0, 300);
        Learner restored = learner(task, 2);
        learn(restored, stream, 0, 40);
        restored.load(saved(original.copy()));
        assertSameState(restored, original);
        float[] expected = learn(original, stream, 300, ROWS);
        assertThat(learn(restored, stream, 300, ROWS)).isEqualTo(expected);
        assertSameState(restored, original);
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void freshStateSurvivesARoundTrip(Task task) {
        Learner original = learner(task, 1);
        Learner restored = learner(task, 1);
        restored.load(saved(original));
        MiniBatch stream = stream(task, 100, 1);
        assertThat(learn(restored, stream, 0, 100)).isEqualTo(learn(original, stream, 0, 100));
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void equalSeedsGiveEqualBits(Task task) {
        MiniBatch stream = stream(task, ROWS, 1);
        Learner one = learner(task, 5);
        Learner two = learner(task, 5);
        assertThat(learn(one, stream, 0, ROWS)).isEqualTo(learn(two, stream, 0, ROWS));
        assertSameState(one, two);
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void predictChangesNothing(Task task) {
        MiniBatch stream = stream(task, ROWS, 1);
        Learner learner = learner(task, 1);
        learn(learner, stream, 0, 200);
        Learner untouched = learner.copy();
        Predictions first = new Predictions(learner.spec().schema().outputs());
        Predictions second = new Predictions(learner.spec().schema().outputs());
        learner.predict(stream, 100, ROWS, first);
        learner.predict(stream, 100, ROWS, second);
        assertThat(first.rows()).isEqualTo(ROWS - 100);
        assertThat(second.scores()).isEqualTo(first.scores());
        assertSameState(learner, untouched);
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void unseenTokensAndMissingNumbersArePredictedAndLearned(Task task) {
        Learner learner = learner(task, 1);
        learn(learner, stream(task, 200, 1), 0, 200);
        Example empty = new Example(3);
        Example unseen = new Example(3);
        unseen.addToken(0, 0x1234567, 1);
        unseen.addToken(2, 0x7654321, 1);
        MiniBatch rows = new MiniBatch.Builder(3, 2).add(empty).add(unseen).build();
        Refusals refusals = new Refusals();
        Predictions predictions = new Predictions(learner.spec().schema().outputs());
        learner.predict(rows, 0, 2, predictions);
        assertFinite(predictions);
        step(learner, rows, 0, 2, predictions, refusals);
        assertFinite(predictions);
        assertThat(refusals.list()).isEmpty();
        assertFinite(saved(learner));
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void anEmptyRangeChangesNothing(Task task) {
        MiniBatch stream = stream(task, 10, 1);
        Learner learner = learner(task, 1);
        Learner untouched = learner.copy();
        Predictions predictions = new Predictions(learner.spec().schema().outputs()).resize(3);
        learner.learn(stream, 4, 4, predictions, new Refusals());
        assertThat(predictions.rows()).isZero();
        assertSameState(learner, untouched);
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void aRowThatIsNotFiniteIsRefusedAndChangesOnlyTheVersion(Task task) {
        Learner learner = learner(task, 1);
        learn(learner, stream(task, 200, 1), 0, 200);
        NamedTensors before = saved(learner.copy());
        long version = learner.version();
        Example poison = new Example(3);
        Arrays.fill(poison.numeric(), Float.POSITIVE_INFINITY);
        MiniBatch rows = new MiniBatch.Builder(3, 1).add(poison).build();
        Refusals refusals = new Refusals();
        learner.learn(rows, 0, 1, new Predictions(learner.spec().schema().outputs()), refusals);
        assertThat(refusals.list()).singleElement().satisfies(refusal -> {
            assertThat(refusal.row()).isZero();
            assertThat(refusal.reason()).contains("not finite");
        });
        assertThat(learner.version()).isEqualTo(version + 1);
        assertSame(saved(learner), before, name -> name.startsWith("counters/") || !countsAsState(name));
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void versionCountsStepsAndIsRestored(Task task) {
        Learner learner = learner(task, 1);
        MiniBatch stream = stream(task, 100, 1);
        learn(learner, stream, 0, 100);
        int step = learner.microBatch();
        assertThat(learner.version()).isEqualTo((100 + step - 1) / step);
        Learner restored = learner(task, 1);
        restored.load(saved(learner));
        assertThat(restored.version()).isEqualTo(learner.version());
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void learnsASimpleTask(Task task) {
        int rows = 6_000;
        MiniBatch stream = stream(task, rows, 3);
        Learner learner = learner(task, 1);
        float[] scores = learn(learner, stream, 0, rows);
        int outputs = learner.spec().schema().outputs();
        double error = 0;
        double baseline = 0;
        for (int r = rows / 2; r < rows; r++) {
            float label = stream.labels()[r];
            if (task == Task.REGRESSION) {
                error += Math.pow(scores[r] - label, 2);
                baseline += Math.pow(label, 2);
            } else {
                error += label == decision(scores, r, outputs) ? 0 : 1;
                baseline += task == Task.BINARY ? 0.5 : 2 / 3.0;
            }
        }
        assertThat(error).isLessThan(0.5 * baseline);
        assertFinite(saved(learner));
    }

    /** To the rounding of numbers that are computed from what a file for prediction leaves out. */
    @ParameterizedTest
    @EnumSource(Task.class)
    void weightsAndNormalizersSufficeToPredict(Task task) {
        MiniBatch stream = stream(task, 200, 1);
        Learner original = learner(task, 1);
        learn(original, stream, 0, 200);
        NamedTensors all = saved(original);
        NamedTensors some = new NamedTensors();
        all.names().stream()
                .filter(name -> name.startsWith("weights/") || name.startsWith("normalizer/"))
                .forEach(name -> some.put(name, all.get(name)));
        Learner predictor = learner(task, 2);
        predictor.load(some);
        int outputs = original.spec().schema().outputs();
        Predictions expected = new Predictions(outputs);
        Predictions actual = new Predictions(outputs);
        original.predict(stream, 0, 200, expected);
        predictor.predict(stream, 0, 200, actual);
        for (int i = 0; i < 200 * outputs; i++) {
            float score = expected.scores()[i];
            assertThat(actual.scores()[i]).isCloseTo(score, Offset.offset(1e-5f * (1 + Math.abs(score))));
        }
    }

    @Test
    void aMissingTensorIsNamed() {
        Learner learner = learner(Task.BINARY, 1);
        assertThatThrownBy(() -> learner.load(new NamedTensors()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no such tensor: tensor=");
    }

    // ---- the stream: label from x0 - x1 and from the category, which is the sign of the score or the class

    static Schema schema(Task task) {
        LabelSpec label =
                task == Task.MULTICLASS ? LabelSpec.classes("y", List.of("a", "b", "c")) : LabelSpec.number("y");
        return new Schema(
                task,
                label,
                List.of("x0", "x1", "x2"),
                List.of("c0", "c1"),
                List.of("t"),
                Set.copyOf(Schema.DEFAULT_MISSING),
                Optional.empty(),
                Optional.empty(),
                12);
    }

    static MiniBatch stream(Task task, int rows, long seed) {
        RandomStream random = new RandomStream(seed);
        MiniBatch.Builder builder = new MiniBatch.Builder(3, rows);
        Example row = new Example(3);
        for (int r = 0; r < rows; r++) {
            row.clear().origin(0, r).weight(r % 7 == 0 ? 2 : 1);
            for (int j = 0; j < 3; j++) {
                row.numeric()[j] = random.nextInt(20) == 0 ? Float.NaN : 3 + 2 * random.nextGaussian();
            }
            int category = random.nextInt(3);
            row.addToken(0, token("c0", category), 1);
            row.addToken(1, token("c1", random.nextInt(5)), 1);
            for (int t = random.nextInt(4); t > 0; t--) {
                row.addToken(2, token("t", random.nextInt(50)), 1);
            }
            builder.add(row.label(label(task, row, category)));
        }
        return builder.build();
    }

    private static float label(Task task, Example row, int category) {
        float x0 = Float.isNaN(row.numeric()[0]) ? 3 : row.numeric()[0];
        float x1 = Float.isNaN(row.numeric()[1]) ? 3 : row.numeric()[1];
        float score = (x0 - x1) + 2 * (category - 1);
        return switch (task) {
            case REGRESSION -> score;
            case BINARY -> score > 0 ? 1 : 0;
            case MULTICLASS -> score > 1 ? 2 : score < -1 ? 0 : 1;
        };
    }

    private static int token(String column, int value) {
        byte[] bytes = {(byte) value};
        return FeatureHasher.hash(bytes, 0, 1, FeatureHasher.column(column));
    }

    private static int decision(float[] scores, int row, int outputs) {
        if (outputs == 1) {
            return scores[row] > 0 ? 1 : 0;
        }
        int best = 0;
        for (int k = 1; k < outputs; k++) {
            best = scores[row * outputs + k] > scores[row * outputs + best] ? k : best;
        }
        return best;
    }

    // ---- driving and comparing

    /** Learns rows {@code [from, to)}; gives their scores. */
    static float[] learn(Learner learner, MiniBatch batch, int from, int to) {
        int outputs = learner.spec().schema().outputs();
        Predictions predictions = new Predictions(outputs);
        Refusals refusals = new Refusals();
        float[] scores = new float[(to - from) * outputs];
        for (int r = from; r < to; r += learner.microBatch()) {
            int end = Math.min(to, r + learner.microBatch());
            learner.learn(batch, r, end, predictions, refusals);
            System.arraycopy(predictions.scores(), 0, scores, (r - from) * outputs, (end - r) * outputs);
        }
        assertThat(refusals.list()).isEmpty();
        return scores;
    }

    private static void step(
            Learner learner, MiniBatch batch, int from, int to, Predictions predictions, Refusals refusals) {
        for (int r = from; r < to; r += learner.microBatch()) {
            learner.learn(batch, r, Math.min(to, r + learner.microBatch()), predictions, refusals);
        }
    }

    static NamedTensors saved(Learner learner) {
        NamedTensors tensors = new NamedTensors();
        learner.save(tensors);
        return tensors;
    }

    static void assertSameState(Learner actual, Learner expected) {
        assertSame(saved(actual), saved(expected), name -> false);
        assertThat(actual.version()).isEqualTo(expected.version());
    }

    static void assertSame(NamedTensors actual, NamedTensors expected, Predicate<String> except) {
        assertThat(actual.names()).containsExactlyElementsOf(expected.names());
        for (String name : expected.names()) {
            if (!except.test(name)) {
                assertThat(actual.get(name).shape())
                        .as(name)
                        .isEqualTo(expected.get(name).shape());
                assertThat(Arrays.deepEquals(
                                new Object[] {actual.get(name).data()},
                                new Object[] {expected.get(name).data()}))
                        .as("same bits in %s", name)
                        .isTrue();
            }
        }
    }

    private static void assertFinite(Predictions predictions) {
        for (int i = 0; i < predictions.rows() * predictions.outputs(); i++) {
            assertThat(predictions.scores()[i]).isFinite();
        }
    }

    static void assertFinite(NamedTensors tensors) {
        for (String name : tensors.names()) {
            Object data = tensors.get(name).data();
            if (data instanceof float[] floats) {
                for (float value : floats) {
                    assertThat(value).as(name).isFinite();
                }
            } else if (data instanceof double[] doubles) {
                for (double value : doubles) {
                    assertThat(value).as(name).isFinite();
                }
            }
        }
    }
}
