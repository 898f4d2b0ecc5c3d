package dev.evenkeel.model.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.drift.AdwinHyperparameters;
import dev.evenkeel.model.drift.DriftAction;
import dev.evenkeel.model.drift.DriftSettings;
import dev.evenkeel.model.evaluation.EvaluationSettings;
import dev.evenkeel.model.learner.LaneEvent.Kind;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.math.GemmChoice;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.plasticity.PlasticitySettings;
import dev.evenkeel.model.plasticity.Recycling;
import dev.evenkeel.model.snapshot.LaneCodec;
import dev.evenkeel.model.stability.StabilitySettings;
import dev.evenkeel.model.update.AdamHyperparameters;
import dev.evenkeel.model.update.Hyperparameters;
import dev.evenkeel.model.update.NagHyperparameters;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows whose first number says the label, the wrong way round from row 3,000 on, when it grows by 10 as well. */
class LaneDriftTest {
    private static final EvaluationSettings SETTINGS = new EvaluationSettings(500, 0.99);
    private static final int ROWS = 5_000;
    private static final int CHANGE = 3_000;

    private final List<LaneEvent> events = new ArrayList<>();
    private final TrainingLane.Listener listener = new TrainingLane.Listener() {
        @Override
        public void event(LaneEvent event) {
            events.add(event);
        }
    };

    private static LearnerSpec spec(DriftAction... actions) {
        LearnerSpec base = LinearStreams.spec(Task.BINARY);
        String first = base.schema().numeric().get(0);
        return base.with(StabilitySettings.BALANCED)
                .with(new DriftSettings(
                        AdwinHyperparameters.DEFAULT, List.of(DriftSettings.LOSS, first), Set.of(actions), 3, 1000));
    }

    private static MiniBatch rows(int from, int to) {
        MiniBatch.Builder builder = new MiniBatch.Builder(LinearStreams.WIDTH, to - from);
        Example example = new Example(LinearStreams.WIDTH);
        for (int r = from; r < to; r++) {
            Random random = new Random(9_973L * r + 1);
            example.clear().timeMs(r).origin(0, r);
            Arrays.fill(example.numeric(), Float.NaN);
            float x = (float) random.nextGaussian();
            example.numeric()[0] = r < CHANGE ? x : x + 3;
            boolean yes = x > 0 ^ random.nextInt(10) == 0 ^ r >= CHANGE;
            builder.add(example.label(yes ? 1 : 0));
        }
        return builder.build();
    }

    private TrainingLane learned(LearnerSpec spec, int window) {
        TrainingLane lane = new TrainingLane(Learners.create(spec), SETTINGS);
        learn(lane, 0, ROWS, window);
        lane.finish(listener);
        return lane;
    }

    private void learn(TrainingLane lane, int from, int to, int window) {
        for (int r = from; r < to; r += window) {
            lane.learn(rows(r, Math.min(to, r + window)), listener);
        }
    }

    private static byte[] bytes(TrainingLane lane) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LaneCodec.write(lane, new DataOutputStream(out));
        return out.toByteArray();
    }

    private List<LaneEvent> drifts() {
        return events.stream().filter(event -> event.kind() == Kind.DRIFT).toList();
    }

    @Test
    void anAlarmIsAnEventWithDetectorStatisticExampleAndTime() {
        TrainingLane lane = learned(spec(DriftAction.REPORT), 100);
        LaneEvent first = drifts().stream()
                .filter(event -> "loss".equals(event.details().get("signal"))
                        && Long.parseLong(event.details().get("example")) > CHANGE)
                .findFirst()
                .orElseThrow();
        long example = Long.parseLong(first.details().get("example"));
        assertThat(example).isBetween(CHANGE + 1L, CHANGE + 200L);
        assertThat(first.timeMs()).isEqualTo(example - 1);
        assertThat(first.details())
                .containsEntry("detector", "adwin")
                .containsEntry("direction", "up")
                .containsEntry("time_ms", Long.toString(example - 1))
                .containsEntry("threshold", "1.0");
        assertThat(Double.parseDouble(first.details().get("statistic"))).isGreaterThan(1);
        assertThat(first.text())
                .startsWith("loss has risen: adwin at ")
                .endsWith(", above 1.00, at example 3," + String.format("%03d", example - 3_000));
        assertThat(lane.driftAlarms().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(drifts().size());
        assertThat(lane.driftAlarms().get(spec().schema().numeric().get(0))).isPositive();
    }

    @ParameterizedTest
    @EnumSource(DriftAction.class)
    void whatIsLearnedAndToldDoesNotDependOnWindows(DriftAction action) throws IOException {
        LearnerSpec spec = action == DriftAction.RECYCLE ? network(action) : spec(action);
        byte[] one = withoutBatches(learned(spec, 100));
        List<String> told = drifts().stream().map(LaneEvent::text).toList();
        events.clear();
        assertThat(withoutBatches(learned(spec, 37))).isEqualTo(one);
        assertThat(drifts()).extracting(LaneEvent::text).isEqualTo(told).isNotEmpty();
    }

    private static LearnerSpec network(DriftAction action) {
        LearnerSpec linear = spec();
        return new LearnerSpec(
                        linear.schema(),
                        ModelKind.NETWORK,
                        LossKind.LOGISTIC,
                        AdamHyperparameters.DEFAULT,
                        List.of(),
                        3,
                        1,
                        GemmChoice.AUTO)
                .with(new PlasticitySettings(0, 0, 0, new Recycling.Redo(0.5, 100)))
                .with(new DriftSettings(
                        AdwinHyperparameters.DEFAULT, List.of(DriftSettings.LOSS), Set.of(action), 3, 1000));
    }

    /** How many windows there were is counted. */
    private static byte[] withoutBatches(TrainingLane lane) throws IOException {
        lane.counts().batches = 0;
        return bytes(lane);
    }

    @ParameterizedTest
    @EnumSource(DriftAction.class)
    void aRestoredLaneContinuesBitIdentically(DriftAction action) throws IOException {
        LearnerSpec spec = action == DriftAction.RECYCLE ? network(action) : spec(action);
        LaneCodec codec = new LaneCodec(spec, SETTINGS);
        TrainingLane lane = codec.fresh();
        learn(lane, 0, CHANGE + 90, 45);
        TrainingLane restored = codec.read(new DataInputStream(new ByteArrayInputStream(bytes(lane))));
        learn(lane, CHANGE + 90, ROWS, 45);
        List<String> told = drifts().stream()
                .filter(event -> Long.parseLong(event.details().get("example")) > CHANGE + 90)
                .map(LaneEvent::text)
                .toList();
        events.clear();
        learn(restored, CHANGE + 90, ROWS, 45);
        assertThat(drifts()).extracting(LaneEvent::text).isEqualTo(told);
        assertThat(bytes(restored)).isEqualTo(bytes(lane));
    }

    @Test
    void reanchoringAndRaisedStepsFollowTheChangeFasterThanAReportAlone() {
        Hyperparameters falling = new NagHyperparameters(0.5, 0.5);
        double report = loss(falling, DriftAction.REPORT);
        assertThat(loss(falling, DriftAction.REANCHOR)).isLessThan(0.98 * report);
        assertThat(loss(falling, DriftAction.RAISE_STEP)).isLessThan(0.98 * report);
    }

    private double loss(Hyperparameters rule, DriftAction action) {
        LearnerSpec base = spec(action);
        LearnerSpec spec = new LearnerSpec(
                        base.schema(),
                        base.kind(),
                        base.loss(),
                        rule,
                        base.options(),
                        base.layers(),
                        base.step(),
                        base.seed(),
                        base.gemm(),
                        base.input())
                .with(base.drift());
        return learned(spec, 100).evaluation().total().loss();
    }

    @Test
    void rollingBackReturnsToTheLastGoodState() {
        TrainingLane lane = learned(spec(DriftAction.ROLL_BACK), 100);
        assertThat(lane.counts().rollbacks()).isPositive();
        assertThat(events)
                .anyMatch(event ->
                        event.kind() == Kind.ROLLED_BACK && event.text().equals("The stream has changed"));
    }

    @Test
    void aStateSavedBeforeDriftWasWatchedRestores() throws IOException {
        TrainingLane before = learned(spec().with(DriftSettings.OFF), 100);
        NamedTensors tensors = new NamedTensors();
        before.save(tensors);
        assertThat(tensors.names()).noneMatch(name -> name.startsWith("drift/"));
        TrainingLane after = new LaneCodec(spec(DriftAction.REPORT), SETTINGS)
                .read(new DataInputStream(new ByteArrayInputStream(bytes(before))));
        events.clear();
        learn(after, 0, ROWS, 100);
        assertThat(drifts()).isNotEmpty();
    }

    @Test
    void whatCannotBeWatchedOrDoneIsRefused() {
        assertThatThrownBy(() -> spec().with(
                                new DriftSettings(AdwinHyperparameters.DEFAULT, List.of("nowhere"), Set.of(), 3, 1000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be loss or numeric columns: drift=[nowhere]");
        assertThatThrownBy(() -> spec(DriftAction.RECYCLE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("nothing says which units are recycled: drift=recycle, plasticity=");
    }
}
