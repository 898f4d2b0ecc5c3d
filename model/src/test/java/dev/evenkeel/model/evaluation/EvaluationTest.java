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
                assertThat(total.auc()).isCloseTo(twin.auc(), within(twin.pairsInOneBin() / 2 + 1e-12));
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
            assertClose(window.naive(), task == Task.REGRESSION ? twin.naiveRmse() : twin.majority());
        }
    }

    private static void assertMatches(Estimates actual, BruteForce twin, Task task, int rows) {
        Loss loss = Loss.of(LossKind.defaultFor(task));
        boolean regression = task == Task.REGRESSION;
        assertThat(actual.examples()).isEqualTo(rows);
        assertClose(actual.loss(), twin.mean(r -> loss.value(r.scores(), 0, r.scores().length, r.label())));
        assertClose(actual.logLoss(), regression ? Double.NaN : twin.mean(EvaluationTest::clippedLogLoss));
        assertClose(actual.accuracy(), regression ? Double.NaN : twin.accuracy());
        assertClose(actual.kappa(), regression ? Double.NaN : twin.kappa());
        assertClose(actual.f1(), regression ? Double.NaN : twin.f1());
        assertClose(actual.rmse(), regression ? twin.rmse() : Double.NaN);
        assertClose(actual.mae(), regression ? twin.mae() : Double.NaN);
        assertClose(actual.r2(), regression ? twin.r2() : Double.NaN);
        assertClose(actual.noChange(), twin.noChange(regression));
    }

    private static double clippedLogLoss(Row row) {
        double logSumExp = 0;
        int outputs = row.scores().length;
        for (int k = 0; k < outputs; k++) {
            logSumExp += Math.exp(row.scores()[k]);
        }
        double probability = outputs > 1
                ? Math.exp(row.scores()[(int) row.label()]) / logSumExp
                : 1 / (1 + Math.exp(row.label() > 0 ? -row.scores()[0] : row.scores()[0]));
        return -Math.log(Math.max(probability, 1e-15));
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
        for (Estimates nothing : List.of(evaluation.total(), evaluation.window())) {
            assertThat(nothing.examples()).isZero();
            assertThat(new double[] {
                        nothing.loss(),
                        nothing.logLoss(),
                        nothing.accuracy(),
                        nothing.auc(),
                        nothing.kappa(),
                        nothing.f1(),
                        nothing.rmse(),
                        nothing.mae(),
                        nothing.r2(),
                        nothing.naive(),
                        nothing.noChange()
                    })
                    .containsOnly(Double.NaN);
        }
        assertThat(evaluation.fadingLoss()).isNaN();
        assertThat(evaluation.fadingAccuracy()).isNaN();
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

    @Test
    void fadingEstimatesWeighRecentRowsMost() {
        List<Row> rows = rows(Task.BINARY, 3, 300);
        Evaluation evaluation = evaluated(Task.BINARY, rows, WINDOW);
        double weight = 0;
        double loss = 0;
        double right = 0;
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            double w = row.weight() * Math.pow(0.99, rows.size() - 1 - i);
            weight += w;
            loss += w * Loss.of(LossKind.LOGISTIC).value(row.scores(), 0, 1, row.label());
            right += row.predicted() == (int) row.label() ? w : 0;
        }
        assertClose(evaluation.fadingLoss(), loss / weight);
        assertClose(evaluation.fadingAccuracy(), right / weight);
        assertThat(evaluated(Task.REGRESSION, rows(Task.REGRESSION, 1, 9), 5).fadingAccuracy())
                .isNaN();
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
            assertThat(restored.fadingLoss()).isEqualTo((Double) original.fadingLoss());
            assertThat(restored.fadingAccuracy()).isEqualTo((Double) original.fadingAccuracy());
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
        int outputs = task == Task.MULTICLASS ? CLASSES : 1;
        Loss loss = Loss.of(LossKind.defaultFor(task));
        Evaluation evaluation = new Evaluation(task, loss, outputs, new EvaluationSettings(window, 0.99));
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
                builder.add(new Example(0).label(row.label()).weight(row.weight()));
            }
            evaluation.add(predictions, builder.build(), 1, part.size() + 1);
        }
    }
}
