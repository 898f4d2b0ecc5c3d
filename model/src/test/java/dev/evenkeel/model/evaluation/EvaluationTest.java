package dev.evenkeel.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.evaluation.BruteForce.Row;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.parameter.NamedTensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationTest {
    private static final int WINDOW = 100;
    private static final int CLASSES = 4;

    @ParameterizedTest
    @EnumSource(Task.class)
    void everythingSeenMatchesBruteForce(Task task) {
        for (long seed = 1; seed <= 5; seed++) {
            List<Row> rows = rows(task, seed, 400);
            Evaluation evaluation = evaluated(task, rows, WINDOW);
            BruteForce twin = new BruteForce(rows, classes(task));
            Estimates total = evaluation.total();
            assertMatches(total, twin, task, rows.size());
            if (task == Task.BINARY) {
                assertClose(total.aucError(), twin.pairsInOneBin() / 2);
                assertThat(total.auc()).isCloseTo(twin.auc(), within(total.aucError() + 1e-12));
            }
            assertClose(total.naive(), task == Task.REGRESSION ? twin.naiveRmse() : twin.naiveAccuracy());
        }
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void theWindowMatchesBruteForceBeforeAndAfterItWraps(Task task) {
        for (int count : new int[] {1, 2, 99, 100, 101, 137, 200, 350}) {
            List<Row> rows = rows(task, count, count);
            List<Row> last = rows.subList(Math.max(0, count - WINDOW), count);
            Estimates window = evaluated(task, rows, WINDOW).window();
            BruteForce twin = new BruteForce(last, classes(task));
            assertMatches(window, twin, task, last.size());
            assertClose(window.auc(), task == Task.BINARY ? twin.auc() : Double.NaN);
            assertClose(window.aucError(), Double.isNaN(window.auc()) ? Double.NaN : 0);
            assertClose(window.naive(), task == Task.REGRESSION ? twin.naiveRmse() : twin.majority());
        }
    }

    @Test
    void lossesOfTheWindowAreRankedExactly() {
        List<Row> rows = rows(Task.REGRESSION, 3, 137);
        Loss loss = Loss.of(LossKind.defaultFor(Task.REGRESSION));
        double[] sorted = rows.subList(137 - WINDOW, 137).stream()
                .mapToDouble(row -> loss.value(row.scores(), 0, 1, row.label()))
                .sorted()
                .toArray();
        Evaluation evaluation = evaluated(Task.REGRESSION, rows, WINDOW);
        assertThat(evaluation.windowLosses(0.5, 0.95, 1)).containsExactly(sorted[49], sorted[94], sorted[99]);
        assertThat(evaluated(Task.REGRESSION, List.of(), WINDOW).windowLosses(0.5))
                .containsExactly(Double.NaN);
    }

    private static void assertMatches(Estimates actual, BruteForce twin, Task task, int rows) {
        Loss loss = Loss.of(LossKind.defaultFor(task));
        boolean regression = task == Task.REGRESSION;
        assertThat(actual.examples()).isEqualTo(rows);
        assertClose(actual.loss(), twin.mean(r -> loss.value(r.scores(), 0, r.scores().length, r.label())));
        assertClose(actual.logLoss(), regression ? Double.NaN : twin.mean(EvaluationTest::clippedLogLoss));
        assertNear(actual.brier(), regression ? Double.NaN : twin.brier());
        assertNear(actual.calibrationError(), regression ? Double.NaN : twin.calibrationError());
        assertClose(actual.accuracy(), regression ? Double.NaN : twin.accuracy());
        assertClose(actual.kappa(), regression ? Double.NaN : twin.kappa());
        assertClose(actual.f1(), regression ? Double.NaN : twin.f1());
        assertClose(actual.rmse(), regression ? twin.rmse() : Double.NaN);
        assertClose(actual.mae(), regression ? twin.mae() : Double.NaN);
        assertClose(actual.r2(), regression ? twin.r2() : Double.NaN);
        assertClose(actual.noChange(), twin.noChange(regression));
        assertBaselines(actual.baseline(), twin, regression);
        assertThat(actual.classes()).hasSize(task == Task.MULTICLASS ? CLASSES : 0);
        for (int k = 0; k < actual.classes().size(); k++) {
            ClassEstimates expected = twin.ofClass(k);
            assertClose(actual.classes().get(k).precision(), expected.precision());
            assertClose(actual.classes().get(k).recall(), expected.recall());
            assertClose(actual.classes().get(k).f1(), expected.f1());
            assertClose(actual.classes().get(k).support(), expected.support());
        }
    }

    private static void assertBaselines(Baselines actual, BruteForce twin, boolean regression) {
        assertClose(actual.logLoss(), regression ? Double.NaN : twin.constantLogLoss());
        assertClose(actual.brier(), regression ? Double.NaN : twin.constantBrier());
        assertClose(actual.naiveMae(), regression ? twin.naiveMae() : Double.NaN);
        assertClose(actual.noChangeMae(), regression ? twin.noChangeMae() : Double.NaN);
    }

    private static double clippedLogLoss(Row row) {
        double probability = row.scores().length > 1
                ? row.probabilities()[(int) row.label()]
                : 1 / (1 + Math.exp(row.label() > 0 ? -row.scores()[0] : row.scores()[0]));
        return -Math.log(Math.max(probability, 1e-15));
    }

    /** Probabilities are served as floats: each is off by 6e-8 at most. */
    private static void assertNear(double actual, double expected) {
        if (Double.isNaN(expected)) {
            assertThat(actual).isNaN();
        } else {
            assertThat(actual).isCloseTo(expected, within(5e-7));
        }
    }

    private static void assertClose(double actual, double expected) {
        if (Double.isNaN(expected)) {
            assertThat(actual).isNaN();
        } else {
            assertThat(actual).isCloseTo(expected, within(1e-9 * (1 + Math.abs(expected))));
        }
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void nothingSeenIsNaN(Task task) {
        Evaluation evaluation = evaluated(task, List.of(), WINDOW);
        for (Estimates nothing : List.of(evaluation.total(), evaluation.window(), evaluation.fading())) {
            assertThat(nothing.examples()).isZero();
            assertThat(nothing.named().values()).containsOnly(Double.NaN);
            assertThat(nothing.baseline().named(task).values()).containsOnly(Double.NaN);
            assertThat(nothing.classes()).allSatisfy(c -> assertThat(c.recall()).isNaN());
        }
        assertThat(evaluation.fadingLoss()).isNaN();
    }

    @Test
    void aSingleClassHasNeitherAucNorKappa() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            rows.add(new Row(new float[] {1 + i}, 1, 1));
        }
        for (Estimates e : both(evaluated(Task.BINARY, rows, 5))) {
            assertThat(e.auc()).isNaN();
            assertThat(e.kappa()).isNaN();
            assertThat(e.accuracy()).isEqualTo(1);
            assertThat(e.f1()).isEqualTo(1);
        }
    }

    @Test
    void rowsOfWeightZeroCountForNothingButTheirNumber() {
        List<Row> rows = List.of(new Row(new float[] {9}, 1, 0), new Row(new float[] {2}, 5, 0));
        for (Estimates e : both(evaluated(Task.REGRESSION, rows, 5))) {
            assertThat(e.examples()).isEqualTo(2);
            assertThat(e.loss()).isNaN();
            assertThat(e.naive()).isNaN();
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void rowsWithAScoreThatIsNotFiniteAreLeftOut(float score) {
        for (float label : new float[] {0, 1}) {
            List<Row> rows = List.of(new Row(new float[] {score}, label, 1), new Row(new float[] {1}, 1, 1));
            for (Task task : List.of(Task.BINARY, Task.REGRESSION)) {
                assertThat(evaluated(task, rows, 5).total().examples()).isEqualTo(1);
            }
            List<Row> several = List.of(new Row(new float[] {0, 0, score, 0}, label, 1));
            assertThat(evaluated(Task.MULTICLASS, several, 5).total().examples())
                    .isZero();
        }
    }

    @Test
    void aLogLossIsClippedWhereALossIsNot() {
        List<Row> rows = List.of(new Row(new float[] {-50}, 1, 1));
        for (Estimates e : both(evaluated(Task.BINARY, rows, 5))) {
            assertThat(e.loss()).isEqualTo(50);
            assertThat(e.logLoss()).isCloseTo(-Math.log(1e-15), within(1e-12));
        }
    }

    @Test
    void squaredErrorsBeyondFloatStayFinite() {
        List<Row> rows = List.of(new Row(new float[] {1e30f}, -1e30f, 1));
        for (Estimates e : both(evaluated(Task.REGRESSION, rows, 5))) {
            assertThat(e.loss()).isEqualTo(Math.pow(2.0 * 1e30f, 2));
            assertThat(e.rmse()).isEqualTo(2.0 * 1e30f);
        }
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void fadingEstimatesMatchBruteForceOverFadingWeights(Task task) {
        for (double keep : new double[] {0.99, 0.5}) { // a half rescales the sums every 332 rows
            List<Row> rows = rows(task, 3, 1200);
            List<Row> faded = new ArrayList<>();
            for (int i = 0; i < rows.size(); i++) {
                faded.add(rows.get(i).times(Math.pow(keep, rows.size() - 1 - i)));
            }
            Evaluation evaluation = evaluated(task, rows, new EvaluationSettings(WINDOW, keep));
            BruteForce twin = new BruteForce(faded, classes(task));
            Estimates fading = evaluation.fading();
            assertMatches(fading, twin, task, rows.size());
            assertClose(fading.naive(), task == Task.REGRESSION ? twin.naiveRmse() : twin.naiveAccuracy());
            assertThat(evaluation.fadingLoss()).isEqualTo((Double) fading.loss());
            if (task == Task.BINARY) {
                assertThat(fading.auc()).isCloseTo(twin.auc(), within(fading.aucError() + 1e-12));
            }
        }
    }

    @Test
    void fadingHoldsOutAgainstTheFastestForgettingAndTheLargestNumbers() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            rows.add(new Row(new float[] {Float.MAX_VALUE}, -Float.MAX_VALUE, Float.MAX_VALUE));
        }
        for (double keep : new double[] {Double.MIN_NORMAL, 1e-300, 0.5, 0.999}) {
            Estimates fading = evaluated(Task.REGRESSION, rows, new EvaluationSettings(5, keep))
                    .fading();
            assertClose(fading.mae() / Float.MAX_VALUE, 2);
            assertClose(fading.rmse() / Float.MAX_VALUE, 2);
        }
    }

    @Test
    void binaryMetricsAreAsComputedByHand() {
        float ln3 = (float) Math.log(3); // probabilities of three quarters and of one quarter
        List<Row> rows = List.of(
                new Row(new float[] {ln3}, 1, 1),
                new Row(new float[] {-ln3}, 1, 1),
                new Row(new float[] {ln3}, 0, 1),
                new Row(new float[] {-ln3}, 0, 2));
        Evaluation evaluation = evaluated(Task.BINARY, rows, 5);
        for (Estimates e : both(evaluation)) {
            assertNear(e.logLoss(), (3 * Math.log(4.0 / 3) + 2 * Math.log(4)) / 5);
            assertNear(e.brier(), 1.3125 / 5);
            assertClose(e.accuracy(), 3.0 / 5);
            assertClose(e.auc(), 3.5 / 6);
            assertClose(e.kappa(), (0.6 - 0.52) / 0.48);
            assertClose(e.f1(), 0.5);
            assertNear(e.calibrationError(), (2 * 0.25 + 0.25) / 5);
            assertClose(e.noChange(), 3.0 / 5);
            assertClose(e.baseline().logLoss(), -0.4 * Math.log(0.4) - 0.6 * Math.log(0.6));
            assertClose(e.baseline().brier(), 0.24);
        }
        assertClose(evaluation.total().naive(), 1.0 / 5);
        assertClose(evaluation.window().naive(), 3.0 / 5);
        assertThat(evaluation.total().aucError()).isEqualTo(1.5 / 6);
    }

    @Test
    void regressionMetricsAreAsComputedByHand() {
        List<Row> rows =
                List.of(new Row(new float[] {1}, 1, 1), new Row(new float[] {2}, 3, 1), new Row(new float[] {4}, 2, 1));
        for (Estimates e : both(evaluated(Task.REGRESSION, rows, 5))) {
            assertClose(e.rmse(), Math.sqrt(5.0 / 3));
            assertClose(e.mae(), 1);
            assertClose(e.r2(), -1.5);
            assertClose(e.naive(), Math.sqrt(4.0 / 3));
            assertClose(e.baseline().naiveMae(), 2.0 / 3);
            assertClose(e.noChange(), Math.sqrt(5.0 / 3));
            assertClose(e.baseline().noChangeMae(), 1);
            assertThat(e.baseline().named(Task.REGRESSION))
                    .containsOnlyKeys("mean", "no_change", "mean_mae", "no_change_mae");
        }
    }

    @Test
    void marginsAreNoProbabilities() {
        Evaluation evaluation =
                new Evaluation(Task.BINARY, Loss.of(LossKind.HINGE), 1, new EvaluationSettings(WINDOW, 0.99));
        add(evaluation, rows(Task.BINARY, 1, 50));
        for (Estimates e : List.of(evaluation.total(), evaluation.window(), evaluation.fading())) {
            assertThat(new double[] {e.logLoss(), e.brier(), e.calibrationError()})
                    .containsOnly(Double.NaN);
            assertThat(new double[] {e.loss(), e.accuracy(), e.auc(), e.kappa()})
                    .doesNotContain(Double.NaN);
        }
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void aRestoredEvaluationContinuesIdentically(Task task) {
        List<Row> rows = rows(task, 7, 500);
        for (int cut : new int[] {0, 1, 99, 100, 101, 333, 500}) {
            Evaluation original = evaluated(task, rows.subList(0, cut), WINDOW);
            NamedTensors saved = new NamedTensors();
            original.save(saved);
            add(original, rows.subList(cut, 500)); // what was saved does not change any more
            Evaluation restored = evaluated(task, List.of(), WINDOW);
            restored.load(saved);
            add(restored, rows.subList(cut, 500));
            assertThat(restored.total()).isEqualTo(original.total());
            assertThat(restored.window()).isEqualTo(original.window());
            assertThat(restored.fading()).isEqualTo(original.fading());
        }
    }

    @Test
    void stateOfAnotherSizeIsRefused() {
        NamedTensors saved = new NamedTensors();
        evaluated(Task.BINARY, rows(Task.BINARY, 1, 300), WINDOW).save(saved);
        Evaluation larger = evaluated(Task.BINARY, List.of(), 2 * WINDOW);
        assertThatThrownBy(() -> larger.load(saved))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("wrong length: tensor=evaluation/window/scores, length=100, expected=200");
        Evaluation classes = evaluated(Task.MULTICLASS, List.of(), WINDOW);
        assertThatThrownBy(() -> classes.load(saved))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("wrong length: tensor=evaluation/total/confusion, length=4, expected=16");
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new EvaluationSettings(0, 0.9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be in [1, 1048576]: window=0");
        assertThatThrownBy(() -> new EvaluationSettings(1 << 21, 0.9))
                .hasMessage("must be in [1, 1048576]: window=2097152");
        for (double fading : new double[] {0, 1, Double.NaN}) {
            assertThatThrownBy(() -> new EvaluationSettings(5, fading))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("must be in (0, 1): fading=" + fading);
        }
    }

    private static int classes(Task task) {
        return task == Task.MULTICLASS ? CLASSES : 2;
    }

    private static List<Estimates> both(Evaluation evaluation) {
        return List.of(evaluation.total(), evaluation.window());
    }

    private static List<Row> rows(Task task, long seed, int count) {
        Random random = new Random(seed);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] scores = new float[task == Task.MULTICLASS ? CLASSES : 1];
            for (int k = 0; k < scores.length; k++) {
                // halves make ties, -0.0 among them; some lie beyond the outermost bins
                scores[k] = Math.round(random.nextGaussian() * 4) / 2f * (random.nextInt(20) == 0 ? 10 : 1);
                scores[k] = scores[k] == 0 && random.nextBoolean() ? -0f : scores[k];
            }
            float label = switch (task) {
                case REGRESSION -> scores[0] + (float) random.nextGaussian();
                case BINARY -> scores[0] + 2 * random.nextGaussian() > 1 ? 1 : 0;
                case MULTICLASS -> random.nextInt(3); // the last class never occurs
            };
            rows.add(new Row(scores, label, random.nextInt(8) == 0 ? 2.5f * random.nextInt(3) : 1));
        }
        return rows;
    }

    private static Evaluation evaluated(Task task, List<Row> rows, int window) {
        return evaluated(task, rows, new EvaluationSettings(window, 0.99));
    }

    private static Evaluation evaluated(Task task, List<Row> rows, EvaluationSettings settings) {
        int outputs = task == Task.MULTICLASS ? CLASSES : 1;
        Loss loss = Loss.of(LossKind.defaultFor(task));
        Evaluation evaluation = new Evaluation(task, loss, outputs, settings);
        add(evaluation, rows);
        return evaluation;
    }

    /** In batches of up to seven rows that do not start at the batch's first. */
    private static void add(Evaluation evaluation, List<Row> rows) {
        for (int from = 0; from < rows.size(); from += 7) {
            List<Row> part = rows.subList(from, Math.min(rows.size(), from + 7));
            int outputs = part.get(0).scores().length;
            Predictions predictions = new Predictions(outputs).resize(part.size());
            MiniBatch.Builder builder = new MiniBatch.Builder(0, 8).add(new Example(0));
            for (int r = 0; r < part.size(); r++) {
                Row row = part.get(r);
                System.arraycopy(row.scores(), 0, predictions.scores(), r * outputs, outputs);
                builder.add(new Example(0).label(row.label()).weight((float) row.weight()));
            }
            evaluation.add(predictions, builder.build(), 1, part.size() + 1);
        }
    }
}
