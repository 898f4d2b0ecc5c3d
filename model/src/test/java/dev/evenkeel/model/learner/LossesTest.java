package dev.evenkeel.model.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.data.Schemas;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.evaluation.Estimates;
import dev.evenkeel.model.evaluation.EvaluationSettings;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.math.GemmChoice;
import dev.evenkeel.model.update.AdamHyperparameters;
import dev.evenkeel.model.update.AutoHyperparameters;
import dev.evenkeel.model.update.Hyperparameters;
import dev.evenkeel.model.update.NagHyperparameters;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Learners with every loss, on rows of two numbers. */
class LossesTest {
    @ParameterizedTest
    @EnumSource(LossKind.class)
    void everyLossIsLearnedByEveryModel(LossKind kind) {
        for (ModelKind model : ModelKind.values()) {
            TrainingLane lane = lane(model, Loss.of(kind));
            lane.learn(stream(kind.task(), 500, 1));
            double early = lane.evaluation().total().loss();
            lane.learn(stream(kind.task(), 8_000, 2));
            assertThat(lane.counts().refusedRows()).as("%s %s", model, kind).isZero();
            assertThat(lane.evaluation().window().loss())
                    .as("%s %s", model, kind)
                    .isLessThan(0.9 * early);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 0.9})
    void theQuantileLossFindsTheQuantile(double tau) {
        for (ModelKind model : ModelKind.values()) {
            Learner learner = lane(model, Loss.quantile(tau)).learner();
            MiniBatch batch = stream(Task.REGRESSION, 20_000, 3);
            Predictions predictions = new Predictions(1);
            learner.learn(batch, 0, batch.rows(), predictions, new Refusals());
            int below = 0;
            for (int r = 10_000; r < 20_000; r++) {
                below += batch.labels()[r] < predictions.scores()[r] ? 1 : 0;
            }
            assertThat(below / 10_000.0).as("%s", model).isCloseTo(tau, within(0.05));
        }
    }

    @Test
    void poissonScoresAreLogMeansAndItsErrorsThoseOfMeans() {
        for (ModelKind model : ModelKind.values()) {
            TrainingLane lane = lane(model, Loss.of(LossKind.POISSON));
            MiniBatch batch = counts(20_000, 4);
            lane.learn(batch);
            Estimates estimates = lane.evaluation().window();
            // the best that can be: the deviation of a Poisson variable of these means, and its deviance, which is near
            // 1
            assertThat(estimates.rmse()).as("%s", model).isLessThan(0.85 * estimates.naive());
            assertThat(estimates.loss()).as("%s", model).isBetween(0.9, 1.4);
        }
    }

    @Test
    void aNegativeCountIsRefused() {
        MiniBatch batch = counts(16, 5);
        batch.labels()[3] = -1;
        for (ModelKind model : ModelKind.values()) {
            Refusals refusals = new Refusals();
            Learner learner = lane(model, Loss.of(LossKind.POISSON)).learner();
            learner.learn(batch, 0, 16, new Predictions(1), refusals);
            assertThat(refusals.list())
                    .extracting(Refusals.Refusal::reason)
                    .containsOnly("loss does not take the label: loss=poisson, label=-1.0");
            assertThat(refusals.list()).hasSize(model == ModelKind.NETWORK ? 8 : 1);
        }
    }

    @Test
    void marginsHaveNoLogLossButEverythingElse() {
        for (ModelKind model : ModelKind.values()) {
            TrainingLane lane = lane(model, Loss.of(LossKind.HINGE));
            lane.learn(stream(Task.BINARY, 4_000, 6));
            for (Estimates estimates :
                    List.of(lane.evaluation().total(), lane.evaluation().window())) {
                assertThat(estimates.logLoss()).isNaN();
                assertThat(estimates.accuracy()).isGreaterThan(0.75);
                assertThat(estimates.auc()).isGreaterThan(0.8);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(LossKind.class)
    void aLabelInOtherUnitsIsLearnedTheSame(LossKind kind) {
        if (kind.task() != Task.REGRESSION || kind == LossKind.POISSON) {
            return; // only these have units that can be changed; a count has none
        }
        MiniBatch one = stream(Task.REGRESSION, 800, 7);
        MiniBatch thousand = stream(Task.REGRESSION, 800, 7);
        for (int r = 0; r < 800; r++) {
            thousand.labels()[r] *= 1024;
        }
        Loss scaled = kind == LossKind.HUBER ? Loss.huber(1024 * Loss.DEFAULT_DELTA) : Loss.of(kind);
        float[] expected =
                LinearStreams.learn(lane(ModelKind.NETWORK, Loss.of(kind)).learner(), one, new Refusals());
        float[] actual = LinearStreams.learn(lane(ModelKind.NETWORK, scaled).learner(), thousand, new Refusals());
        for (int r = 0; r < 800; r++) {
            assertThat(actual[r]).isEqualTo(1024 * expected[r]);
        }
    }

    @ParameterizedTest
    @EnumSource(LossKind.class)
    void weightTwoIsEvaluatedAsTwice(LossKind kind) {
        MiniBatch twice = stream(kind.task(), 300, 8);
        MiniBatch.Builder doubled = new MiniBatch.Builder(2, 600);
        for (int r = 0; r < 300; r++) {
            doubled.add(twice, r, r + 1).add(twice, r, r + 1);
            twice.weights()[r] = 2;
        }
        Predictions predictions = new Predictions(kind.task() == Task.MULTICLASS ? 3 : 1);
        Random random = new Random(9);
        float[] scores = predictions.resize(600).scores();
        int outputs = predictions.outputs();
        for (int r = 0; r < 300; r++) {
            for (int k = 0; k < outputs; k++) {
                scores[2 * r * outputs + k] = (float) random.nextGaussian();
                scores[(2 * r + 1) * outputs + k] = scores[2 * r * outputs + k];
            }
        }
        Predictions once = new Predictions(outputs);
        for (int r = 0; r < 300; r++) {
            System.arraycopy(scores, 2 * r * outputs, once.resize(300).scores(), r * outputs, outputs);
        }
        var weighted = lane(ModelKind.LINEAR, Loss.of(kind)).evaluation();
        var repeated = lane(ModelKind.LINEAR, Loss.of(kind)).evaluation();
        weighted.add(once, twice, 0, 300);
        repeated.add(predictions, doubled.build(), 0, 600);
        assertThat(weighted.total().loss()).isCloseTo(repeated.total().loss(), within(1e-12));
        assertThat(weighted.total().accuracy()).isEqualTo(repeated.total().accuracy(), within(1e-12));
        assertThat(weighted.total().rmse()).isEqualTo(repeated.total().rmse(), within(1e-12));
    }

    @Test
    void aLossMustFitTaskAndModel() {
        assertThatThrownBy(() -> spec(ModelKind.LINEAR, Loss.softmax(0.1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("label smoothing is for networks: kind=linear, loss=SoftmaxLoss[labelSmoothing=0.1]");
        LearnerSpec tenth = spec(ModelKind.NETWORK, Loss.quantile(0.1));
        assertThat(tenth.identity()).containsEntry("model.loss", "quantile 0.1");
        assertThat(spec(ModelKind.NETWORK, Loss.huber(3)).identity()).containsEntry("model.loss", "huber");
    }

    private static LearnerSpec spec(ModelKind model, Loss loss) {
        return new LearnerSpec(
                Schemas.of(loss.kind().task(), 2, 0, 0, 12),
                model,
                loss,
                rule(model),
                List.of(),
                8,
                1,
                GemmChoice.AUTO,
                InputSpec.defaultFor(model, rule(model)));
    }

    /** A rule for models of that family. */
    static Hyperparameters rule(ModelKind model) {
        return switch (model) {
            case LINEAR -> NagHyperparameters.DEFAULT;
            case NETWORK -> AdamHyperparameters.DEFAULT;
            case AUTO -> AutoHyperparameters.DEFAULT;
        };
    }

    private static TrainingLane lane(ModelKind model, Loss loss) {
        return new TrainingLane(Learners.create(spec(model, loss)), EvaluationSettings.DEFAULT);
    }

    /** A noisy linear relation; regression labels are not negative. */
    private static MiniBatch stream(Task task, int rows, long seed) {
        Random random = new Random(seed);
        MiniBatch.Builder builder = new MiniBatch.Builder(2, rows);
        Example row = new Example(2);
        for (int r = 0; r < rows; r++) {
            row.clear();
            row.numeric()[0] = (float) random.nextGaussian();
            row.numeric()[1] = (float) random.nextGaussian();
            double signal = 2 * row.numeric()[0] - row.numeric()[1] + random.nextGaussian() / 2;
            float label = switch (task) {
                case REGRESSION -> (float) Math.max(0, 8 + 2 * signal);
                case BINARY -> signal > 0 ? 1 : 0;
                case MULTICLASS -> signal < -1 ? 0 : signal < 1 ? 1 : 2;
            };
            builder.add(row.label(label));
        }
        return builder.build();
    }

    /** Poisson counts whose log-mean is 1 + 0.6x. */
    private static MiniBatch counts(int rows, long seed) {
        Random random = new Random(seed);
        MiniBatch.Builder builder = new MiniBatch.Builder(2, rows);
        Example row = new Example(2);
        for (int r = 0; r < rows; r++) {
            row.clear();
            row.numeric()[0] = (float) random.nextGaussian();
            double left = Math.exp(-Math.exp(1 + 0.6 * row.numeric()[0]));
            double product = random.nextDouble(); // Knuth's way: uniforms until their product falls below e^-mean
            int count = 0;
            for (; product > left; count++) {
                product *= random.nextDouble();
            }
            builder.add(row.label(count));
        }
        return builder.build();
    }
}
