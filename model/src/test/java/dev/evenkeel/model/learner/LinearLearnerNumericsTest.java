package dev.evenkeel.model.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.data.Allocation;
import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.update.NagHyperparameters;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What NAG promises about units and extremes, seen through the learner. */
class LinearLearnerNumericsTest {
    @ParameterizedTest
    @EnumSource(Task.class)
    void powersOfTwoPerColumnChangeNoBit(Task task) {
        int[] exponents = new Random(1).ints(LinearStreams.WIDTH, -60, 61).toArray();
        for (double power : new double[] {0, 0.3, 0.5, 0.9}) {
            LearnerSpec spec = LinearStreams.spec(task, new NagHyperparameters(0.5, power));
            float[] plain = scores(spec, LinearStreams.stream(task, 5, 1_000, j -> 1));
            float[] scaled = scores(spec, LinearStreams.stream(task, 5, 1_000, j -> Math.pow(2, exponents[j])));
            assertThat(scaled).isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void anyUnitsGiveTheSameProgressiveLoss(Task task) {
        double[] exponents = new Random(2).doubles(LinearStreams.WIDTH, -6, 6).toArray();
        LearnerSpec spec = LinearStreams.spec(task);
        MiniBatch plain = LinearStreams.stream(task, 6, 3_000, j -> 1);
        MiniBatch scaled = LinearStreams.stream(task, 6, 3_000, j -> Math.pow(10, exponents[j]));
        double expected = loss(spec, plain);
        assertThat(Math.abs(loss(spec, scaled) - expected) / expected).isLessThan(1e-5);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3, 0.5})
    void theLargestAndSmallestFloatsAreLearnedFrom(double power) {
        for (Task task : Task.values()) {
            Learner learner = Learners.create(LinearStreams.spec(task, new NagHyperparameters(0.5, power)));
            Refusals refusals = new Refusals();
            float[] scores = LinearStreams.learn(learner, extremes(task, 2_000), refusals);
            assertThat(refusals.list()).isEmpty();
            assertAllFinite(scores);
            assertFinite(LinearStreams.saved(learner));
        }
    }

    @Test
    void abovePowerOneHalfExtremesMayBeRefusedButNeverLearnedWrong() {
        Learner learner = Learners.create(LinearStreams.spec(Task.BINARY, new NagHyperparameters(0.5, 1)));
        Refusals refusals = new Refusals();
        float[] scores = LinearStreams.learn(learner, extremes(Task.BINARY, 2_000), refusals);
        assertThat(refusals.list()).isNotEmpty().allMatch(r -> r.reason().equals("update is not finite: rule=nag"));
        assertAllFinite(scores);
        assertFinite(LinearStreams.saved(learner));
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void anInfiniteFeatureIsRefusedWhateverTheScore(Task task) {
        for (float infinity : new float[] {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            for (float label : new float[] {0, 1}) {
                Learner learner = trained(task);
                Example example = new Example(LinearStreams.WIDTH).label(label);
                example.numeric()[1] = infinity;
                assertRefused(learner, example, "feature is not finite");
            }
        }
    }

    @Test
    void aTokenThatIsNotANumberIsRefused() {
        Example example = new Example(LinearStreams.WIDTH);
        example.addToken(1, 5, Float.NaN);
        assertRefused(trained(Task.REGRESSION), example, "feature is not finite");
    }

    @Test
    void aLabelThatIsNotFiniteIsRefused() {
        for (float label : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            Example example = new Example(LinearStreams.WIDTH).label(label);
            assertRefused(
                    trained(Task.REGRESSION),
                    example,
                    "loss does not take the label: loss=squared, label=" + example.label());
        }
    }

    @Test
    void aWeightThatIsNotFiniteIsRefused() {
        for (float weight : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            Example example = new Example(LinearStreams.WIDTH).label(100).weight(weight);
            assertRefused(trained(Task.REGRESSION), example, "update is not finite: rule=nag");
        }
    }

    /** Found by looking for it: of finite rows only an absurd label is refused, and the label's range forgets it again. */
    @Test
    void anAbsurdLabelIsRefusedAndLeavesNoTrace() {
        Example example = new Example(LinearStreams.WIDTH).label(1e30f);
        assertRefused(trained(Task.REGRESSION), example, "update is not finite: rule=nag");
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void zeroWeightChangesNothingButTheVersion(Task task) {
        Learner learner = trained(task);
        NamedTensors before = LinearStreams.saved(learner);
        Example example = new Example(LinearStreams.WIDTH).weight(0).label(task == Task.REGRESSION ? 1e6f : 1);
        Arrays.fill(example.numeric(), 1e6f);
        Refusals refusals = new Refusals();
        LinearStreams.learn(learner, batch(example), refusals);
        assertThat(refusals.isEmpty()).isTrue();
        assertUnchanged(learner, before);
    }

    @Test
    void regressionScoresStayInTheRangeOfTheLabels() {
        Learner learner = trained(Task.REGRESSION);
        float[] range = LinearStreams.saved(learner).floats("normalizer/label/range");
        Example absurd = new Example(LinearStreams.WIDTH);
        Predictions predictions = new Predictions(1);
        for (float x : new float[] {1e30f, -1e30f}) {
            absurd.numeric()[0] = x;
            learner.predict(batch(absurd), 0, 1, predictions);
            assertThat(predictions.scores()[0]).isIn(range[0], range[1]);
        }
    }

    @Test
    void classificationScoresAreClamped() {
        Learner learner = trained(Task.BINARY);
        Example absurd = new Example(LinearStreams.WIDTH);
        absurd.numeric()[0] = 3e38f;
        Predictions predictions = new Predictions(1);
        learner.predict(batch(absurd), 0, 1, predictions);
        assertThat(Math.abs(predictions.scores()[0])).isEqualTo(50);
    }

    @Test
    void threeClassesAreLearned() {
        MiniBatch batch = LinearStreams.stream(Task.MULTICLASS, 9, 6_000, j -> 1);
        float[] scores = scores(LinearStreams.spec(Task.MULTICLASS), batch);
        int right = 0;
        int[] seen = new int[3];
        for (int r = 3_000; r < 6_000; r++) {
            int best = 0;
            for (int k = 1; k < 3; k++) {
                best = scores[3 * r + k] > scores[3 * r + best] ? k : best;
            }
            right += best == (int) batch.labels()[r] ? 1 : 0;
            seen[(int) batch.labels()[r]]++;
        }
        assertThat(right / 3_000.0).isGreaterThan(0.7);
        assertThat(Arrays.stream(seen).max().getAsInt() / 3_000.0).isLessThan(0.5);
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void knownFeaturesAreLearnedWithoutAllocation(Task task) {
        Learner learner = Learners.create(LinearStreams.spec(task));
        MiniBatch batch = LinearStreams.stream(task, 10, 2_000, j -> 1);
        Predictions predictions = new Predictions(learner.spec().schema().outputs());
        Refusals refusals = new Refusals();
        for (int warm = 0; warm < 3; warm++) {
            learner.learn(batch, 0, batch.rows(), predictions, refusals);
            learner.predict(batch, 0, batch.rows(), predictions);
        }
        long before = Allocation.bytes();
        learner.learn(batch, 0, batch.rows(), predictions, refusals);
        learner.predict(batch, 0, batch.rows(), predictions);
        assertThat(Allocation.bytes() - before).isLessThan(4_096); // a byte a row would be more
    }

    private static Learner trained(Task task) {
        Learner learner = Learners.create(LinearStreams.spec(task));
        LinearStreams.learn(learner, LinearStreams.stream(task, 8, 200, j -> 1), new Refusals());
        return learner;
    }

    private static void assertRefused(Learner learner, Example example, String reason) {
        NamedTensors before = LinearStreams.saved(learner);
        Refusals refusals = new Refusals();
        LinearStreams.learn(learner, batch(example), refusals);
        assertThat(refusals.list()).containsExactly(new Refusals.Refusal(0, reason));
        assertUnchanged(learner, before);
    }

    private static void assertUnchanged(Learner learner, NamedTensors before) {
        NamedTensors after = LinearStreams.saved(learner);
        for (String name : before.names()) {
            if (name.equals("counters/version")) {
                assertThat(after.longs(name)[0]).isEqualTo(before.longs(name)[0] + 1);
            } else {
                assertThat(after.get(name).data())
                        .as(name)
                        .isEqualTo(before.get(name).data());
            }
        }
    }

    private static MiniBatch batch(Example example) {
        return new MiniBatch.Builder(LinearStreams.WIDTH, 1).add(example).build();
    }

    private static MiniBatch extremes(Task task, int rows) {
        float[] values = {
            1e38f, -3.4e38f, 1e-38f, Float.MIN_VALUE, -Float.MIN_NORMAL, 1, -1e20f, 1e-20f, Float.MAX_VALUE
        };
        Random random = new Random(7);
        MiniBatch.Builder builder = new MiniBatch.Builder(LinearStreams.WIDTH, rows);
        Example example = new Example(LinearStreams.WIDTH);
        for (int r = 0; r < rows; r++) {
            example.clear().weight(r % 5 == 0 ? 1e-30f : 1);
            for (int j = 0; j < LinearStreams.WIDTH; j++) {
                // small first, so that scales grow by up to 83 powers of ten
                example.numeric()[j] = r < 20 ? Float.MIN_VALUE : values[random.nextInt(values.length)];
            }
            example.addToken(1, random.nextInt(50), values[random.nextInt(values.length)]);
            builder.add(example.label(task == Task.REGRESSION ? (float) random.nextGaussian() : random.nextInt(2)));
        }
        return builder.build();
    }

    private static float[] scores(LearnerSpec spec, MiniBatch batch) {
        Refusals refusals = new Refusals();
        float[] scores = LinearStreams.learn(Learners.create(spec), batch, refusals);
        assertThat(refusals.list()).isEmpty();
        return scores;
    }

    private static double loss(LearnerSpec spec, MiniBatch batch) {
        float[] scores = scores(spec, batch);
        Loss loss = spec.loss();
        int outputs = spec.schema().outputs();
        double sum = 0;
        for (int r = 0; r < batch.rows(); r++) {
            sum += batch.weights()[r] * loss.value(scores, r * outputs, outputs, batch.labels()[r]);
        }
        return sum;
    }

    private static void assertFinite(NamedTensors tensors) {
        for (String name : tensors.names()) {
            if (tensors.get(name).type() == NamedTensors.Type.F32) {
                assertAllFinite(tensors.floats(name));
            }
        }
        for (double total : tensors.doubles("slots/nag/totals")) {
            assertThat(total).isFinite();
        }
    }

    private static void assertAllFinite(float[] values) {
        boolean finite = true;
        for (float value : values) {
            finite &= Float.isFinite(value);
        }
        assertThat(finite).isTrue();
    }
}
