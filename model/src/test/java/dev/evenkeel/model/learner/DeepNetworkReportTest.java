package dev.evenkeel.model.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Schemas;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.evaluation.EvaluationSettings;
import dev.evenkeel.model.layer.Initialization;
import dev.evenkeel.model.layer.LayerSpec;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.math.GemmChoice;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.stability.LayerHealth;
import dev.evenkeel.model.stability.StabilityReport;
import dev.evenkeel.model.stability.StabilitySettings;
import dev.evenkeel.model.stability.Verdict;
import dev.evenkeel.model.update.AdamHyperparameters;
import dev.evenkeel.model.update.Hyperparameters;
import dev.evenkeel.model.update.LambHyperparameters;
import dev.evenkeel.model.update.SgdHyperparameters;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks of 20 hidden layers of tanh: whether their layers learn, and at what pace. */
class DeepNetworkReportTest {
    private static final EvaluationSettings SETTINGS = new EvaluationSettings(500, 0.99);
    private static final int DEPTH = 20;
    private static final int WIDTH = 8;
    private static final int ROWS = 16 * 8 * 20;

    private static TrainingLane lane(boolean normalized, Initialization init, Hyperparameters rule) {
        return new TrainingLane(learner(normalized, init, rule), SETTINGS);
    }

    private static Learner learner(boolean normalized, Initialization init, Hyperparameters rule) {
        return Learners.create(spec(normalized, init, rule));
    }

    private static LearnerSpec spec(boolean normalized, Initialization init, Hyperparameters rule) {
        List<LayerSpec> layers = new ArrayList<>();
        for (int l = 0; l < DEPTH; l++) {
            layers.add(new LayerSpec.Dense(16, init));
            if (normalized) {
                layers.add(new LayerSpec.LayerNorm());
            }
            layers.add(new LayerSpec.Tanh());
        }
        return new LearnerSpec(
                Schemas.of(Task.BINARY, WIDTH, 0, 0, 18),
                ModelKind.NETWORK,
                Loss.of(LossKind.LOGISTIC),
                rule,
                layers,
                16,
                1,
                GemmChoice.PLAIN,
                InputSpec.FOLLOWING);
    }

    private static MiniBatch rows(int from, int to) {
        MiniBatch.Builder builder = new MiniBatch.Builder(WIDTH, to - from);
        Example example = new Example(WIDTH);
        for (int r = from; r < to; r++) {
            Random random = new Random(9_973L * r + 1);
            example.clear().timeMs(r).origin(0, r);
            float sum = 0;
            for (int j = 0; j < WIDTH; j++) {
                example.numeric()[j] = (float) random.nextGaussian();
                sum += example.numeric()[j];
            }
            builder.add(example.label(sum > 0 ? 1 : 0));
        }
        return builder.build();
    }

    private static StabilityReport after(TrainingLane lane, int from, int to) {
        lane.learn(rows(from, to));
        return lane.report();
    }

    @Test
    void aPlainNetBadlyBegunVanishes() {
        StabilityReport report = after(lane(false, Initialization.SPARSE, new SgdHyperparameters(0.05)), 0, ROWS);
        assertThat(report.layers().get(0).vanishing()).isTrue();
        assertThat(report.layers().get(DEPTH).vanishing()).as("output").isFalse();
        assertThat(report.layers()).noneMatch(LayerHealth::exploding);
        assertThat(report.verdict().state()).isEqualTo(Verdict.State.DEGRADED);
        assertThat(report.verdict().sentence()).contains("layer dense-0 gradient vanishes");
    }

    @Test
    void aHundredfoldStepExplodes() {
        TrainingLane lane = lane(true, Initialization.GLOROT, new SgdHyperparameters(0.02));
        assertThat(after(lane, 0, ROWS).verdict()).isEqualTo(Verdict.WELL);
        TrainingLane hasty = with(lane, learner(true, Initialization.GLOROT, new SgdHyperparameters(2)));
        StabilityReport report = after(hasty, ROWS, ROWS + 1_024);
        assertThat(report.layers()).anySatisfy(layer -> {
            assertThat(layer.exploding()).isTrue();
            assertThat(layer.explodingSince()).isBetween((long) ROWS, ROWS + 1_024L);
        });
        assertThat(report.verdict().sentence()).contains(" explodes: ").contains(" since example ");
    }

    /** The lane as it is, going on with another learner in its learner's state. */
    private static TrainingLane with(TrainingLane lane, Learner learner) {
        NamedTensors state = new NamedTensors();
        lane.learner().save(state);
        lane.evaluation().save(state);
        lane.save(state);
        learner.load(state);
        return TrainingLane.restore(learner, SETTINGS, state, lane.waiting());
    }

    /** All rules, with the guard or with LAMB's own ratio; without, plain SGD's layers are further apart. */
    @ParameterizedTest
    @MethodSource("evenRules")
    void normalizedLayersLearnAtOnePaceByTheTrustRatio(Hyperparameters rule, OptionalDouble trustRatio) {
        LearnerSpec spec = spec(true, Initialization.GLOROT, rule);
        TrainingLane lane =
                new TrainingLane(Learners.create(spec.with(StabilitySettings.BALANCED.with(trustRatio))), SETTINGS);
        for (int r = 0; r < 2 * ROWS; r += ROWS / 4) {
            StabilityReport report = after(lane, r, r + ROWS / 4);
            assertThat(report.evenness()).isBetween(1.0, 10.0);
            assertThat(report.layers()).hasSize(2 * DEPTH + 1).noneMatch(LayerHealth::vanishing);
        }
        assertThat(lane.counts().refusedRows()).isZero();
    }

    private static List<Arguments> evenRules() {
        OptionalDouble guarded = OptionalDouble.of(8);
        return List.of(
                Arguments.of(LambHyperparameters.DEFAULT, OptionalDouble.empty()),
                Arguments.of(new SgdHyperparameters(0.02), guarded),
                Arguments.of(AdamHyperparameters.DEFAULT, guarded));
    }

    @Test
    void withoutNormalizationAndTrustRatioLayersLearnAtPacesOfTheirOwn() {
        TrainingLane plain = lane(false, Initialization.GLOROT, new SgdHyperparameters(0.02));
        assertThat(after(plain, 0, ROWS).evenness()).isGreaterThan(10);
    }

    /** The first row, standardized, is all zero, and each layer normalization once made its gradient 316 times as large. */
    @Test
    void theFirstRowIsLearnedFromThroughTwentyNormalizations() {
        TrainingLane lane = lane(true, Initialization.GLOROT, new SgdHyperparameters(0.02));
        lane.learn(rows(0, 2 * ROWS));
        assertThat(lane.counts().refusedRows()).isZero();
        assertThat(lane.counts().examples()).isEqualTo(2L * ROWS);
        // ln 2 = 0.693 is the loss of what knows nothing; it is 0.641 here, and 0.67 is half-way, so that other kernels
        // may round otherwise
        assertThat(lane.evaluation().window().loss())
                .as("ln 2 is what knows nothing")
                .isLessThan(0.67);
    }
}
