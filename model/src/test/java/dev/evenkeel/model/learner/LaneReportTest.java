package dev.evenkeel.model.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Schemas;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.evaluation.EvaluationSettings;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.math.GemmChoice;
import dev.evenkeel.model.snapshot.LaneCodec;
import dev.evenkeel.model.stability.Finding;
import dev.evenkeel.model.stability.LayerHealth;
import dev.evenkeel.model.stability.StabilityReport;
import dev.evenkeel.model.stability.StabilitySettings;
import dev.evenkeel.model.stability.UnitHealth;
import dev.evenkeel.model.stability.Verdict;
import dev.evenkeel.model.update.AdamHyperparameters;
import dev.evenkeel.model.update.AutoHyperparameters;
import dev.evenkeel.model.update.Hyperparameters;
import dev.evenkeel.model.update.NagHyperparameters;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a lane reports. Rows: three numbers, whose sum says the label. */
class LaneReportTest {
    private static final EvaluationSettings SETTINGS = new EvaluationSettings(500, 0.99);
    private static final int WIDTH = 3;
    private static final int ROWS = 6_000;

    private static LearnerSpec spec(ModelKind kind) {
        Hyperparameters rule = switch (kind) {
            case LINEAR -> NagHyperparameters.DEFAULT;
            case NETWORK -> AdamHyperparameters.DEFAULT;
            case AUTO -> AutoHyperparameters.DEFAULT;
        };
        return new LearnerSpec(
                        Schemas.of(Task.BINARY, WIDTH, 0, 0, 18),
                        kind,
                        LossKind.LOGISTIC,
                        rule,
                        List.of(),
                        8,
                        1,
                        GemmChoice.PLAIN)
                .with(StabilitySettings.BALANCED);
    }

    private static TrainingLane lane(ModelKind kind) {
        return new TrainingLane(Learners.create(spec(kind)), SETTINGS);
    }

    /** Rows {@code [from, to)}; {@code first} is the first number of those from {@code changed} on. */
    private static MiniBatch rows(int from, int to, int changed, IntFunction<Float> first) {
        MiniBatch.Builder builder = new MiniBatch.Builder(WIDTH, Math.max(1, to - from));
        Example example = new Example(WIDTH);
        for (int r = from; r < to; r++) {
            Random random = new Random(9_973L * r + 1);
            example.clear().timeMs(r).origin(0, r);
            float sum = 0;
            for (int j = 0; j < WIDTH; j++) {
                example.numeric()[j] = (float) random.nextGaussian();
                sum += example.numeric()[j];
            }
            if (r >= changed) {
                example.numeric()[0] = first.apply(r);
            }
            builder.add(example.label(sum + random.nextGaussian() / 2 > 0 ? 1 : 0));
        }
        return builder.build();
    }

    private static MiniBatch clean(int from, int to) {
        return rows(from, to, to, r -> 0f);
    }

    private static StabilityReport after(TrainingLane lane, IntFunction<Float> first) {
        lane.learn(clean(0, ROWS));
        assertThat(lane.report().verdict()).isEqualTo(Verdict.WELL);
        lane.learn(rows(ROWS, ROWS + 1_024, ROWS, first));
        return lane.report();
    }

    @ParameterizedTest
    @EnumSource(ModelKind.class)
    void aReportDoesNotDependOnHowTheStreamIsCut(ModelKind kind) throws IOException {
        TrainingLane whole = lane(kind);
        whole.learn(clean(0, 3_000));
        TrainingLane cut = lane(kind);
        for (int r = 0; r < 3_000; r += 7) {
            cut.learn(clean(r, Math.min(3_000, r + 7)));
            if (r == 7 * 250) {
                cut = restored(cut, kind);
            }
        }
        assertThat(cut.report()).isEqualTo(whole.report());
    }

    private static TrainingLane restored(TrainingLane lane, ModelKind kind) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        LaneCodec.write(lane, new DataOutputStream(bytes));
        return new LaneCodec(spec(kind), SETTINGS)
                .read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }

    @Test
    void aNetworkReportsEveryLayer() {
        TrainingLane lane = lane(ModelKind.NETWORK);
        lane.learn(clean(0, ROWS));
        StabilityReport report = lane.report();
        assertThat(report.layers()).extracting(LayerHealth::layer).containsExactly("dense-0", "layer-norm-0", "output");
        assertThat(report.layers()).allSatisfy(layer -> {
            assertThat(layer.gradientNorm()).isPositive().isFinite();
            assertThat(layer.boundedNorm()).isPositive().isLessThanOrEqualTo(layer.gradientNorm());
            assertThat(layer.logRatio()).isCloseTo(Math.log10(layer.updateNorm() / layer.weightNorm()), within(1e-9));
            assertThat(layer.logRatio()).isBetween(-4.0, -1.0);
            assertThat(layer.stepSize()).isPositive();
            assertThat(layer.sampled()).isEqualTo(20);
            assertThat(layer.exploding()).isFalse();
            assertThat(layer.vanishing()).isFalse();
        });
        assertThat(report.activations()).extracting(UnitHealth::layer).containsExactly("relu-0");
        assertThat(report.activations().get(0).deviation()).isBetween(0.1, 2.0);
        assertThat(report.activations().get(0).dead()).isLessThan(0.5);
        assertThat(report.evenness()).isBetween(1.0, 100.0);
        assertThat(report.rows()).isEqualTo(ROWS);
        assertThat(report.findings()).isEmpty();
    }

    @Test
    void aLinearModelReportsItsScores() {
        TrainingLane lane = lane(ModelKind.LINEAR);
        lane.learn(clean(0, ROWS));
        assertThat(lane.report().layers()).singleElement().satisfies(layer -> {
            assertThat(layer.layer()).isEqualTo("linear");
            assertThat(layer.gradientNorm()).isBetween(0.0, 1.0);
            assertThat(layer.updateNorm()).isPositive();
            assertThat(layer.weightNorm())
                    .isEqualTo(lane.learner().layers().get(0).weightNorm());
            assertThat(layer.logRatio()).isNaN();
        });
    }

    @Test
    void membersOfAMixtureAreToldApart() {
        TrainingLane lane = lane(ModelKind.AUTO);
        lane.learn(clean(0, 1_024));
        assertThat(lane.report().layers())
                .extracting(LayerHealth::layer)
                .doesNotHaveDuplicates()
                .anyMatch(layer -> layer.matches("nag-.*/linear"))
                .anyMatch(layer -> layer.matches("network-.*/dense-0"));
    }

    @ParameterizedTest
    @EnumSource(ModelKind.class)
    void aColumnOutOfRangeIsNamed(ModelKind kind) {
        StabilityReport report = after(lane(kind), r -> r % 50 == 0 ? 1e30f : r % 7);
        assertThat(report.verdict().state()).isEqualTo(Verdict.State.DEGRADED);
        assertThat(report.findings().get(0).culprit()).isEqualTo("feature n0");
        assertThat(report.verdict().sentence())
                .matches("Something is wrong: feature n0 out of range in \\d\\d of the last [\\d,]+ rows.*\\.");
        assertThat(report.recentQuarantined()).containsOnlyKeys("feature n0");
    }

    @Test
    void aColumnThatDoesNotVaryAnyMoreIsNamed() {
        StabilityReport report = after(lane(ModelKind.NETWORK), r -> 0.25f);
        assertThat(report.findings())
                .containsExactly(new Finding(Finding.Subject.FEATURE, "n0", "does not vary any more"));
    }

    @Test
    void aColumnThatIsSuddenlyMissingIsNamed() {
        StabilityReport report = after(lane(ModelKind.LINEAR), r -> Float.NaN);
        assertThat(report.verdict().sentence()).isEqualTo("Something is wrong: feature n0 missing in 100 % of rows.");
    }

    @Test
    void whatIsOverIsForgotten() {
        TrainingLane lane = lane(ModelKind.NETWORK);
        after(lane, r -> r % 20 == 0 ? Float.POSITIVE_INFINITY : r % 7);
        lane.learn(clean(ROWS + 1_024, ROWS + 3_072));
        StabilityReport report = lane.report();
        assertThat(report.verdict()).isEqualTo(Verdict.WELL);
        assertThat(report.quarantined().get("feature n0")).isPositive();
        assertThat(report.recentQuarantined()).containsEntry("feature n0", 0L);
    }
}
