package dev.evenkeel.model.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.FeatureHasher;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Schemas;
import dev.evenkeel.model.data.SparseRow;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.learner.LinearStreams;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.parameter.NamedTensors;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every rule of linear models keeps to. Inherit it, and say how a rule is made. */
abstract class LinearRuleContract {
    static final int BITS = 18;

    abstract LinearRule rule(Loss loss, int outputs, int bits);

    LinearRule rule(LossKind loss, int outputs) {
        return rule(Loss.of(loss), outputs, BITS);
    }

    @Test
    void zeroWeightChangesNothing() {
        LinearRule rule = rule(LossKind.SQUARED, 1);
        byte[] before = bytes(rule);
        assertThat(rule.learn(row(2, 3), 5, 0, new float[] {0}, 0)).isEmpty();
        assertThat(bytes(rule)).isEqualTo(before);
    }

    @Test
    void aDerivativeBeyondFloatIsRefusedAndUndone() {
        LinearRule rule = warm(LossKind.SQUARED, 1, 20);
        byte[] before = bytes(rule);
        for (SparseRow row : new SparseRow[] {row(3, 1, 2), repeated(40)}) {
            assertThat(rule.learn(row, 3e38f, 1, new float[] {0}, 0)).startsWith("update is not finite: rule=");
            assertThat(bytes(rule)).isEqualTo(before);
        }
        assertThat(rule.learn(row(3, 1, 2), 3, 1, new float[] {0}, 0)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void copiesAndRestoredRulesContinueBitIdentically(int outputs) {
        LossKind loss = outputs == 1 ? LossKind.LOGISTIC : LossKind.SOFTMAX;
        LinearRule rule = warm(loss, outputs, 300);
        LinearRule copy = rule.copy();
        LinearRule restored = rule(loss, outputs);
        learn(restored, stream(loss), 0, 20);
        restored.load(saved(rule));
        byte[] before = bytes(rule);
        learn(copy, stream(loss), 300, 500);
        assertThat(bytes(rule)).as("a copy is independent").isEqualTo(before).isEqualTo(bytes(restored));
        learn(rule, stream(loss), 300, 500);
        learn(restored, stream(loss), 300, 500);
        assertThat(bytes(copy)).isEqualTo(bytes(rule));
        assertThat(bytes(restored)).isEqualTo(bytes(rule));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aPredictorNeedsNoSlots(int outputs) {
        LossKind loss = outputs == 1 ? LossKind.LOGISTIC : LossKind.SOFTMAX;
        LinearRule rule = warm(loss, outputs, 300);
        NamedTensors predictor = new NamedTensors();
        NamedTensors all = saved(rule);
        all.names().stream().filter(n -> !n.startsWith("slots/")).forEach(n -> predictor.put(n, all.get(n)));
        LinearRule loaded = rule(loss, outputs);
        loaded.load(predictor);
        assertSameScores(loaded, rule, loss, outputs);
        assertThat(loaded.learn(row(3, 1, 2), 1, 1, new float[outputs], 0)).isEmpty();
    }

    @Test
    void stateThatDoesNotFitIsRefused() {
        LinearRule three = rule(LossKind.SOFTMAX, 3);
        three.learn(row(2, 1), 1, 1, new float[3], 0);
        LinearRule one = rule(LossKind.LOGISTIC, 1);
        NamedTensors state = saved(three);
        assertThatThrownBy(() -> one.load(state))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("lengths must agree: weights/linear/index=2, .*=6, outputs=1");
        LinearRule small = rule(Loss.of(LossKind.SOFTMAX), 3, 3);
        assertThatThrownBy(() -> small.load(state))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("must be below 2^3: weights/linear/index=");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void reanchoringKeepsWhatIsPredicted(int outputs) {
        LossKind loss = outputs == 1 ? LossKind.LOGISTIC : LossKind.SOFTMAX;
        LinearRule rule = warm(loss, outputs, 300);
        LinearRule reanchored = rule.copy();
        reanchored.reanchor(0.01);
        assertSameScores(reanchored, rule, loss, outputs);
    }

    @Test
    void aReanchoredRuleFollowsAReversalFaster() {
        LinearRule rule = warm(LossKind.LOGISTIC, 1, 3_000);
        LinearRule reanchored = rule.copy();
        reanchored.reanchor(0.01);
        assertThat(reversed(reanchored)).isLessThan(0.9 * reversed(rule));
    }

    private double reversed(LinearRule rule) {
        MiniBatch batch = stream(LossKind.LOGISTIC);
        SparseRow row = streamRow();
        float[] score = {0};
        double sum = 0;
        for (int r = 0; r < 300; r++) {
            rule.score(row.fill(batch, r), score, 0);
            float label = 1 - batch.labels()[r];
            sum += Loss.of(LossKind.LOGISTIC).value(score, 0, 1, label);
            rule.learn(row, label, 1, score, 0);
        }
        return sum;
    }

    @Test
    void keepingEverythingChangesNothingThatMatters() {
        LinearRule rule = warm(LossKind.LOGISTIC, 1, 300);
        double norm = rule.norm();
        rule.reanchor(1);
        assertThat(rule.norm()).isEqualTo(norm).isPositive();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.5, 1.001, Double.NaN})
    void onlyAShareCanBeKept(double keep) {
        LinearRule rule = rule(LossKind.LOGISTIC, 1);
        assertThatThrownBy(() -> rule.reanchor(keep))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be in (0, 1]: keep=" + keep);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Float.MIN_VALUE, 1e-30, 1e-10, 1e10, 1e18})
    void tinyAndHugeFeaturesAreLearnedFromOrRefusedButNeverBreakAnything(double magnitude) {
        float size = (float) magnitude;
        LinearRule rule = rule(LossKind.LOGISTIC, 1);
        float[] score = {0};
        for (int i = 0; i < 20; i++) {
            SparseRow row = row(3, size, i % 2 == 0 ? size : -size);
            rule.score(row, score, 0);
            assertThat(score[0]).isFinite();
            score[0] = Math.max(-50, Math.min(50, score[0]));
            rule.learn(row, i % 2, 1, score, 0);
            assertThat(rule.norm()).isFinite();
        }
    }

    LinearRule warm(LossKind loss, int outputs, int rows) {
        LinearRule rule = rule(loss, outputs);
        learn(rule, stream(loss), 0, rows);
        return rule;
    }

    static MiniBatch stream(LossKind loss) {
        return LinearStreams.stream(loss.task(), 5, 3_000, j -> 1 + j);
    }

    static SparseRow streamRow() {
        return new SparseRow(Schemas.of(Task.REGRESSION, LinearStreams.WIDTH, 1, 1, BITS));
    }

    static void learn(LinearRule rule, MiniBatch batch, int from, int to) {
        SparseRow row = streamRow();
        float[] scores = new float[3];
        for (int r = from; r < to; r++) {
            float weight = batch.weights()[r];
            rule.score(row.fill(batch, r), weight == 0 ? 1 : weight, scores, 0);
            assertThat(rule.learn(row, batch.labels()[r], weight, scores, 0)).isEmpty();
        }
    }

    private static void assertSameScores(LinearRule actual, LinearRule expected, LossKind loss, int outputs) {
        MiniBatch batch = stream(loss);
        SparseRow row = streamRow();
        float[] scores = new float[2 * outputs];
        for (int r = 0; r < 300; r++) { // rows that were learned from: none sets a new scale
            actual.score(row.fill(batch, r), scores, 0);
            expected.score(row, scores, outputs);
            for (int k = 0; k < outputs; k++) {
                // about ten weights, each made from slots that were rounded to float; coin betting's norm has a floor
                // of 1e-6
                assertThat(scores[k])
                        .isCloseTo(scores[outputs + k], within(2e-6f * (1 + Math.abs(scores[outputs + k]))));
            }
        }
    }

    /** {@code count} features with the constant: columns n0, n1, ... with the given values. */
    static SparseRow row(int count, float... values) {
        Example example = new Example(count - 1);
        System.arraycopy(values, 0, example.numeric(), 0, count - 1);
        return fill(example);
    }

    /** The column n0 and two tokens that fall on its entry, growing. */
    static SparseRow repeated(float value) {
        Example example = new Example(1);
        example.numeric()[0] = value;
        int hash = FeatureHasher.column("n0");
        example.addToken(0, hash, 2 * value);
        example.addToken(0, hash ^ (1 << 25), 3 * value);
        return fill(example);
    }

    private static SparseRow fill(Example example) {
        int width = example.numeric().length;
        MiniBatch batch = new MiniBatch.Builder(width, 1).add(example).build();
        return new SparseRow(Schemas.of(Task.REGRESSION, width, 1, 0, BITS)).fill(batch, 0);
    }

    static NamedTensors saved(LinearRule rule) {
        NamedTensors tensors = new NamedTensors();
        rule.save(tensors);
        return tensors;
    }

    static byte[] bytes(LinearRule rule) {
        NamedTensors tensors = saved(rule);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String name : tensors.names()) {
            Object data = tensors.get(name).data();
            out.writeBytes(name.getBytes(StandardCharsets.UTF_8));
            out.writeBytes(Arrays.deepToString(new Object[] {data}).getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }
}
