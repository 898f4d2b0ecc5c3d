package dev.evenkeel.model.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.evaluation.EvaluationSettings;
import dev.evenkeel.model.learner.LaneEvent.Kind;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.snapshot.LaneCodec;
import dev.evenkeel.model.snapshot.Safetensors;
import dev.evenkeel.model.stability.RollbackSettings;
import dev.evenkeel.model.stability.StabilitySettings;
import dev.evenkeel.model.stability.Verdict;
import dev.evenkeel.model.update.SgdHyperparameters;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A lane that goes back to a good state, and on orders. Rows: one number that says the label, with one label in ten flipped. */
class RollbackTest {
    private static final EvaluationSettings SETTINGS = new EvaluationSettings(500, 0.99);
    private static final RollbackSettings KEEPS = RollbackSettings.DEFAULT;
    private static final int WINDOW = 100;

    private final List<LaneEvent> events = new ArrayList<>();
    private final List<Long> refused = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private final TrainingLane.Listener listener = new TrainingLane.Listener() {
        @Override
        public void event(LaneEvent event) {
            events.add(event);
        }

        @Override
        public void refused(MiniBatch batch, Refusals.Refusal refusal) {
            refused.add(batch.offsets()[refusal.row()]);
            reasons.add(refusal.reason());
        }
    };

    private static LearnerSpec spec(RollbackSettings rollback) {
        StabilitySettings off = StabilitySettings.OFF;
        return LinearStreams.spec(Task.BINARY)
                .with(new StabilitySettings(
                        off.absurd(),
                        off.bound(),
                        off.lossGradient(),
                        off.normalize(),
                        off.agc(),
                        off.zclip(),
                        off.trustRatio(),
                        off.update(),
                        off.overshoot(),
                        Optional.of(rollback)));
    }

    private static TrainingLane lane(RollbackSettings rollback) {
        return new TrainingLane(Learners.create(spec(rollback)), SETTINGS);
    }

    /** Rows {@code [from, to)} of the stream; labels of rows in {@code [flipFrom, flipTo)} are the wrong way round. */
    private static MiniBatch rows(int from, int to, int flipFrom, int flipTo) {
        MiniBatch.Builder builder = new MiniBatch.Builder(LinearStreams.WIDTH, to - from);
        Example example = new Example(LinearStreams.WIDTH);
        for (int r = from; r < to; r++) {
            Random random = new Random(9_973L * r + 1);
            example.clear().timeMs(r).origin(0, r);
            float x = (float) random.nextGaussian();
            for (int j = 0; j < LinearStreams.WIDTH; j++) {
                example.numeric()[j] = j == 0 ? x : Float.NaN;
            }
            boolean yes = x > 0 ^ random.nextInt(10) == 0 ^ (r >= flipFrom && r < flipTo);
            builder.add(example.label(yes ? 1 : 0));
        }
        return builder.build();
    }

    private void learn(TrainingLane lane, int from, int to, int flipFrom, int flipTo) {
        for (int r = from; r < to; r += WINDOW) {
            lane.learn(rows(r, Math.min(to, r + WINDOW), flipFrom, flipTo), listener);
        }
    }

    private List<Kind> kinds() {
        return events.stream().map(LaneEvent::kind).toList();
    }

    @Test
    void aCleanStreamIsLeftAlone() {
        TrainingLane lane = lane(KEEPS);
        learn(lane, 0, 30_000, 0, 0);
        assertThat(events).isEmpty();
        assertThat(refused).isEmpty();
        assertThat(lane.counts().examples()).isEqualTo(30_000);
        assertThat(lane.verdict()).isEqualTo(Verdict.WELL);
    }

    @Test
    void aBurstOfFlippedLabelsIsTakenBackAndSkipped() {
        TrainingLane lane = lane(KEEPS);
        TrainingLane twin = lane(KEEPS);
        learn(twin, 0, 10_000, 0, 0);
        learn(lane, 0, 7_000, 5_000, 6_500);
        assertThat(kinds()).startsWith(Kind.ROLLED_BACK).contains(Kind.LEARNING);
        assertThat(lane.counts().rollbacks()).isPositive();
        assertThat(refused.stream()
                        .filter(offset -> offset >= 5_000 && offset < 6_500)
                        .count())
                .as("flipped rows refused")
                .isGreaterThan(1_000);
        learn(lane, 7_000, 10_000, 0, 0);
        assertThat(lane.verdict()).isEqualTo(Verdict.WELL);
        assertThat(lane.counts().examples() + lane.counts().refusedRows()).isEqualTo(10_000);
        assertThat(lane.counts().refusedRows()).isEqualTo(refused.size());
        assertThat(refused).doesNotHaveDuplicates();
        assertThat(lane.evaluation().window().loss())
                .isCloseTo(twin.evaluation().window().loss(), within(0.01));
    }

    @Test
    void aRollbackSaysWhyAndCountsAsAVersion() {
        TrainingLane lane = lane(KEEPS);
        learn(lane, 0, 5_000, 0, 0);
        long before = lane.learner().version();
        learn(lane, 5_000, 5_300, 5_000, 6_000);
        assertThat(events).hasSize(1);
        assertThat(events.get(0).kind()).isEqualTo(Kind.ROLLED_BACK);
        assertThat(events.get(0).text())
                .matches("loss [0-9.]+, usually 0\\.[0-9]+, and 0\\.[0-9]+ for the best constant");
        assertThat(events.get(0).version()).isGreaterThan(before);
        assertThat(lane.verdict().state()).isEqualTo(Verdict.State.DEGRADED);
        assertThat(lane.verdict().sentence()).startsWith("Training was rolled back and cools down: loss ");
        assertThat(reasons.get(0)).startsWith("rolled back: loss ");
        assertThat(reasons.get(reasons.size() - 1)).startsWith("cooling down: loss ");
    }

    @Test
    void aStreamThatStaysChangedIsLearnedAsANewOne() {
        TrainingLane lane = lane(KEEPS);
        learn(lane, 0, 20_000, 5_000, 20_000);
        assertThat(kinds()).startsWith(Kind.ROLLED_BACK, Kind.LEARNING).doesNotContain(Kind.HALTED);
        assertThat(lane.evaluation().window().accuracy()).isGreaterThan(0.85);
        assertThat(lane.verdict()).isEqualTo(Verdict.WELL);
    }

    /** A lane in good training, whose learning rate is a million times as large from now on: worse than a constant, however long. */
    private TrainingLane bombed(RollbackSettings rollback) throws IOException {
        LearnerSpec good = LinearStreams.spec(Task.BINARY, new SgdHyperparameters(0.1))
                .with(spec(rollback).stability());
        TrainingLane lane = new LaneCodec(good, SETTINGS).fresh();
        learn(lane, 0, 3_000, 0, 0);
        assertThat(events).isEmpty();
        LearnerSpec bad = LinearStreams.spec(Task.BINARY, new SgdHyperparameters(1e5))
                .with(spec(rollback).stability());
        return new LaneCodec(bad, SETTINGS).read(new DataInputStream(new ByteArrayInputStream(bytes(lane))));
    }

    @Test
    void aLearnerThatCannotLearnAnyMoreHaltsAndKeepsItsLastGoodState() throws IOException {
        TrainingLane lane = bombed(new RollbackSettings(5, 1 << 20, 5, 1, RollbackSettings.OnHalt.CONSUME));
        learn(lane, 3_000, 20_000, 0, 0);
        assertThat(kinds())
                .startsWith(Kind.ROLLED_BACK, Kind.LEARNING, Kind.ROLLED_BACK)
                .endsWith(Kind.HALTED)
                .hasSizeLessThan(10);
        assertThat(lane.verdict().state()).isEqualTo(Verdict.State.HALTED);
        assertThat(lane.verdict().sentence())
                .startsWith("Training has halted after 1 retries, its last good state stands: loss ");
        assertThat(lane.counts().examples() + lane.counts().refusedRows()).isEqualTo(20_000);
        assertThat(refused).doesNotHaveDuplicates().contains(19_999L);
        assertThat(reasons.get(reasons.size() - 1)).startsWith("halted: loss ");
        assertThat(lane.evaluation().window().accuracy())
                .as("of the state that is kept")
                .isGreaterThan(0.8);
        long version = lane.learner().version();
        learn(lane, 20_000, 20_100, 0, 0);
        assertThat(lane.learner().version()).isEqualTo(version);
    }

    @Test
    void afterAHaltRowsWaitUntilSomeoneResumes() throws IOException {
        TrainingLane lane = bombed(new RollbackSettings(5, 1 << 20, 5, 0, RollbackSettings.OnHalt.PAUSE));
        learn(lane, 3_000, 20_000, 0, 0);
        assertThat(kinds()).startsWith(Kind.ROLLED_BACK).endsWith(Kind.HALTED);
        assertThat(lane.paused()).isTrue();
        int waiting = lane.waiting().rows();
        assertThat(lane.counts().examples() + lane.counts().refusedRows() + waiting)
                .isEqualTo(20_000);
        lane.finish(listener);
        assertThat(lane.waiting().rows()).isEqualTo(waiting).isPositive();
        LearnerSpec good = LinearStreams.spec(Task.BINARY, new SgdHyperparameters(0.1))
                .with(spec(KEEPS).stability());
        TrainingLane repaired =
                new LaneCodec(good, SETTINGS).read(new DataInputStream(new ByteArrayInputStream(bytes(lane))));
        repaired.order(order(Order.Action.RESUME, OptionalLong.empty()), listener);
        assertThat(repaired.paused()).isFalse();
        assertThat(repaired.waiting().rows()).isZero();
        assertThat(repaired.verdict()).isEqualTo(Verdict.WELL);
        assertThat(repaired.counts().examples() + repaired.counts().refusedRows())
                .isEqualTo(20_000);
    }

    @Test
    void ordersTakeEffectAtTheirVersionWhateverTheWindows() throws IOException {
        List<byte[]> states = new ArrayList<>();
        for (int window : new int[] {1, 64, 100, 999}) {
            TrainingLane lane = lane(KEEPS);
            lane.order(order(Order.Action.ROLLBACK, OptionalLong.of(2_345)), listener);
            lane.order(order(Order.Action.PAUSE, OptionalLong.of(2_500)), listener);
            for (int r = 0; r < 3_000; r += window) {
                lane.learn(rows(r, Math.min(3_000, r + window), 0, 0), listener);
            }
            assertThat(lane.paused()).isTrue();
            assertThat(lane.learner().version()).isEqualTo(2_500);
            assertThat(lane.waiting().rows()).isEqualTo(3_000 - 2_499); // the rollback was a version too
            lane.order(order(Order.Action.RESUME, OptionalLong.empty()), listener);
            assertThat(lane.waiting().rows()).isZero();
            assertThat(lane.counts().examples()).isEqualTo(3_000);
            states.add(learnerState(lane));
        }
        assertThat(states).allMatch(state -> Arrays.equals(state, states.get(0)));
        assertThat(kinds().subList(0, 3)).containsExactly(Kind.ROLLED_BACK, Kind.PAUSED, Kind.RESUMED);
        assertThat(events.get(0).version()).isEqualTo(2_346);
        assertThat(events.get(0).text()).isEqualTo("order test");
    }

    private static Order order(Order.Action action, OptionalLong at) {
        return new Order(action, at, Optional.empty(), "test");
    }

    @Test
    void anOrderToAGivenStateReturnsToThatOne() {
        TrainingLane lane = lane(KEEPS);
        learn(lane, 0, 300, 0, 0);
        NamedTensors state = new NamedTensors();
        lane.learner().copy().save(state);
        Predictions then = predict(lane);
        learn(lane, 300, 3_000, 0, 0);
        assertThat(predict(lane).scores()).isNotEqualTo(then.scores());
        lane.order(new Order(Order.Action.ROLLBACK, OptionalLong.empty(), Optional.of(state), "back"), listener);
        assertThat(predict(lane).scores()).isEqualTo(then.scores());
        assertThat(lane.learner().version()).isEqualTo(3_001);
        NamedTensors other = new NamedTensors().put("weights/none", new float[1], 1);
        lane.order(new Order(Order.Action.ROLLBACK, OptionalLong.empty(), Optional.of(other), "wrong"), listener);
        assertThat(events.get(1).kind()).isEqualTo(Kind.ORDER_FAILED);
        assertThat(events.get(1).text()).startsWith("order wrong: the state does not fit: no such tensor");
        assertThat(predict(lane).scores()).isEqualTo(then.scores());
    }

    private static Predictions predict(TrainingLane lane) {
        Predictions into = new Predictions(1);
        lane.learner().predict(rows(0, 50, 0, 0), 0, 50, into);
        return into;
    }

    @Test
    void thePublishedStateReturnsWhereNoneIsKept() {
        TrainingLane lane = lane(new RollbackSettings(5, 0, 5, 3, RollbackSettings.OnHalt.PAUSE));
        learn(lane, 0, 300, 0, 0);
        NamedTensors published = new NamedTensors();
        lane.learner().copy().save(published);
        Predictions then = predict(lane);
        learn(lane, 300, 3_000, 0, 0);
        lane.order(order(Order.Action.ROLLBACK, OptionalLong.empty()), listener);
        assertThat(events.get(0).text()).isEqualTo("order test: there is no good state yet");
        lane.order(order(Order.Action.ROLLBACK, OptionalLong.empty()), new TrainingLane.Listener() {
            @Override
            public Optional<NamedTensors> published() {
                return Optional.of(published);
            }
        });
        assertThat(predict(lane).scores()).isEqualTo(then.scores());
    }

    @Test
    void aLaneRestoredAtAnyPointGoesOnBitByBit() throws IOException {
        LaneCodec codec = new LaneCodec(spec(KEEPS), SETTINGS);
        TrainingLane whole = codec.fresh();
        learn(whole, 0, 9_000, 5_000, 6_000);
        List<LaneEvent> expected = List.copyOf(events);
        events.clear();
        TrainingLane lane = codec.fresh();
        lane.order(order(Order.Action.PUBLISH, OptionalLong.of(4_000)), listener);
        for (int r = 0; r < 9_000; r += 300) {
            learn(lane, r, r + 300, 5_000, 6_000);
            lane = r % 600 == 0 ? codec.read(new DataInputStream(new ByteArrayInputStream(bytes(lane)))) : lane.copy();
        }
        assertThat(events.remove(0).kind()).isEqualTo(Kind.PUBLISH);
        assertThat(events).isEqualTo(expected).isNotEmpty();
        assertThat(bytes(lane)).isEqualTo(bytes(whole));
    }

    @Test
    void theSameHappensWhateverTheWindows() throws IOException {
        TrainingLane whole = lane(KEEPS);
        learn(whole, 0, 9_000, 5_000, 6_000);
        TrainingLane lane = lane(KEEPS);
        for (int r = 0; r < 9_000; r += 7) {
            lane.learn(rows(r, Math.min(9_000, r + 7), 5_000, 6_000), listener);
        }
        assertThat(learnerState(lane)).isEqualTo(learnerState(whole));
        assertThat(events.subList(0, events.size() / 2)).isEqualTo(events.subList(events.size() / 2, events.size()));
    }

    private static byte[] bytes(TrainingLane lane) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LaneCodec.write(lane, new DataOutputStream(out));
        return out.toByteArray();
    }

    private static byte[] learnerState(TrainingLane lane) {
        NamedTensors state = new NamedTensors();
        lane.learner().save(state);
        return Safetensors.encode(new Safetensors.File(state, Map.of()));
    }
}
