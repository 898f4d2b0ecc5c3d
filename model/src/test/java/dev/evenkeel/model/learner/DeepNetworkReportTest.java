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
import dev.evenkeel.model.stability.Verdict;
import dev.evenkeel.model.update.Hyperparameters;
import dev.evenkeel.model.update.LambHyperparameters;
import dev.evenkeel.model.update.SgdHyperparameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

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
        List<LayerSpec> layers = new ArrayList<>();
        for (int l = 0; l < DEPTH; l++) {
            layers.add(new LayerSpec.Dense(16, init));
            if (normalized) {
                layers.add(new LayerSpec.LayerNorm());
            }
            layers.add(new LayerSpec.Tanh());
        }
        return Learners.create(new LearnerSpec(
                Schemas.of(Task.BINARY, WIDTH, 0, 0, 18),
                ModelKind.NETWORK,
                Loss.of(LossKind.LOGISTIC),
                rule,
                layers,
                16,
                1,
                GemmChoice.PLAIN,
                InputSpec.RAW)); // the first row, standardized, is all zero: 20 normalizations of it have no finite
        // gradient
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

    @Test
    void normalizedLayersLearnAtOnePaceByTheTrustRatio() {
        TrainingLane lane = lane(true, Initialization.GLOROT, LambHyperparameters.DEFAULT);
        for (int r = ROWS; r < 3 * ROWS; r += ROWS / 4) {
            StabilityReport report = after(lane, r, r + ROWS / 4);
            assertThat(report.evenness()).isBetween(1.0, 10.0);
            assertThat(report.layers()).hasSize(2 * DEPTH + 1).noneMatch(LayerHealth::vanishing);
        }
        TrainingLane plain = lane(false, Initialization.GLOROT, new SgdHyperparameters(0.02));
        assertThat(after(plain, 0, ROWS).evenness()).isGreaterThan(10);
    }
}
