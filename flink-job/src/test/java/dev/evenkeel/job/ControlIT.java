package dev.evenkeel.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.kafka.ControlRecord;
import dev.evenkeel.connectors.kafka.ControlRecord.Action;
import dev.evenkeel.connectors.kafka.OutgoingRecord;
import dev.evenkeel.connectors.kafka.RawRecord;
import dev.evenkeel.connectors.kafka.RecordPublisher;
import dev.evenkeel.connectors.kafka.RejectHeaders;
import dev.evenkeel.connectors.kafka.RowPublisher;
import dev.evenkeel.connectors.kafka.SnapshotEntry;
import dev.evenkeel.connectors.kafka.SnapshotTopic;
import dev.evenkeel.connectors.kafka.TopicAdmin;
import dev.evenkeel.connectors.snapshot.PublishedSnapshots;
import dev.evenkeel.embedded.EmbeddedFlink;
import dev.evenkeel.job.settings.PipelineText;
import dev.evenkeel.job.settings.RestorePoints;
import dev.evenkeel.job.start.Surroundings;
import dev.evenkeel.job.training.TrainFunction;
import dev.evenkeel.model.learner.Order;
import dev.evenkeel.model.learner.TrainingLane;
import dev.evenkeel.model.snapshot.ModelSnapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running job goes back, stops and goes on by itself and by orders, and loses nothing over it. */
class ControlIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final TrainingLane.Listener SILENT = new TrainingLane.Listener() {};

    @TempDir
    static Path directory;

    private static Broker broker;
    private static EmbeddedFlink flink;

    @BeforeAll
    static void start() throws Exception {
        broker = Broker.start(directory.resolve("kafka"));
        flink = JobRun.flink(2);
    }

    @AfterAll
    static void stop() throws Exception {
        try (Broker stopped = broker;
                EmbeddedFlink alsoStopped = flink) {
            assertThat(List.of(stopped, alsoStopped)).doesNotContainNull();
        }
    }

    @Test
    void aBurstOfPoisonIsRefusedRolledBackAndOvercomeThoughTheJobIsKilledInBetween() throws Exception {
        PipelineSpec spec = pipeline("poisoned", "update=nag");
        SignRows rows = new SignRows(5_000, 6_500);
        feed(spec, rows, 0, 5_700);
        JobRun killed = JobRun.start(flink, spec);
        awaitEvent(spec, "rolled-back");
        killed.kill();
        feed(spec, rows, 5_700, 10_000);
        Map<String, Object> counts = JobRun.start(flink, spec).awaitRead(10_000).drain();

        LiveTopics topics = new LiveTopics(broker, spec);
        JsonNode last = lastReport(spec);
        assertThat(last.path("verdict").asText()).isEqualTo("stable");
        assertThat(last.path("rollbacks").asLong()).isPositive();
        assertThat(topics.last().sha256()).isEqualTo(offline(spec, lane -> lane.learn(rows.batch(spec, 0, 10_000))));
        assertThat((long) counts.get(TrainFunction.LEARNED) + (long) counts.get(TrainFunction.REFUSED_ROWS))
                .isEqualTo(10_000);
        assertThat(topics.rejects())
                .hasSize(((Long) counts.get(TrainFunction.REFUSED_ROWS)).intValue())
                .hasSizeGreaterThan(1_000)
                .allSatisfy(reject -> assertThat(LiveTopics.header(reject, RejectHeaders.EXCEPTION_MESSAGE))
                        .matches("(rolled back|cooling down): loss .*"));
    }

    @Test
    void aPausedJobReadsNothingThroughAKillAndGoesOnBitByBit() throws Exception {
        PipelineSpec spec = pipeline("paused", "update=nag", "window.size=100");
        SignRows rows = SignRows.CLEAN;
        JobRun first = JobRun.start(flink, spec);
        order(spec, Action.ROLLBACK, "back", OptionalLong.of(2_345), OptionalLong.empty());
        order(spec, Action.PAUSE, "wait", OptionalLong.of(2_500), OptionalLong.empty());
        await().atMost(PATIENCE).until(() -> events(spec, "order-waits").size() == 2);
        feed(spec, rows, 0, 5_000);
        assertThat(awaitEvent(spec, "paused").path("version").asLong()).isEqualTo(2_500);
        awaitWord(spec, Action.HOLD);
        first.awaitRead(5_000);

        feed(spec, rows, 5_000, 7_000);
        awaitCheckpoint(spec);
        assertThat(first.read()).isEqualTo(5_000);
        first.kill();
        JobRun second = JobRun.start(flink, spec);
        awaitReports(spec, 5);
        assertThat(second.read()).isEqualTo(5_000);
        assertThat(lastReport(spec).path("paused").asBoolean()).isTrue();

        order(spec, Action.RESUME, "go", OptionalLong.empty(), OptionalLong.empty());
        Map<String, Object> counts = second.awaitRead(7_000).drain();
        assertThat(counts).containsEntry(TrainFunction.LEARNED, 7_000L);
        assertThat(new LiveTopics(broker, spec).last().sha256()).isEqualTo(offline(spec, lane -> {
            lane.order(order(Order.Action.ROLLBACK, 2_345), SILENT);
            lane.learn(rows.batch(spec, 0, 7_000));
        }));
        assertThat(awaitEvent(spec, "resumed").path("order").asText()).isEqualTo("go");
    }

    @Test
    void aHaltedJobHoldsItsInputServesItsLastGoodStateAndGoesOnWhenTold() throws Exception {
        PipelineSpec good = pipeline("halted", "update={rule: sgd, learning-rate: 0.1}");
        SignRows rows = SignRows.CLEAN;
        feed(good, rows, 0, 3_200);
        JobRun.start(flink, good).awaitLearned(3_200).stop();
        PipelineSpec bad = pipeline(
                "halted", "update={rule: sgd, learning-rate: 1e5}", "stability.rollback={band: 5, retries: 0}");
        feed(bad, rows, 3_200, 9_600);
        JobRun halted = JobRun.start(flink, bad);
        awaitEvent(bad, "halted");
        awaitWord(bad, Action.HOLD);
        halted.awaitRead(9_600);
        feed(bad, rows, 9_600, 11_200);
        awaitReports(bad, 3);

        assertThat(halted.read()).isEqualTo(9_600);
        assertThat(lastReport(bad).path("verdict").asText()).isEqualTo("halted");
        assertThat(lastReport(bad).path("reason").asText())
                .startsWith("Training has halted after 0 retries, its last good state stands: loss ");
        awaitCheckpoint(bad);
        long halts = awaitEvent(bad, "halted").path("version").asLong();
        assertThat(new LiveTopics(broker, bad).last().version()).isEqualTo(halts);
        halted.stop();

        JobRun resumed = JobRun.start(flink, good);
        order(good, Action.RESUME, "go", OptionalLong.empty(), OptionalLong.empty());
        Map<String, Object> counts = resumed.awaitRead(11_200).drain();
        assertThat((long) counts.get(TrainFunction.LEARNED) + (long) counts.get(TrainFunction.REFUSED_ROWS))
                .isEqualTo(11_200);
        assertThat(lastReport(good).path("verdict").asText()).isEqualTo("stable");
        assertThat(lastReport(good).path("paused").asBoolean()).isFalse();
    }

    @Test
    void aRunningJobReturnsToAPublishedSnapshotAndShrugsOffWhatIsNoOrder() throws Exception {
        PipelineSpec spec = pipeline("published", "update=nag", "snapshots.every=5 batches", "stability.rollback=off");
        JobRun run = JobRun.start(flink, spec);
        feed(spec, SignRows.CLEAN, 0, 3_200);
        run.awaitLearned(3_200);
        LiveTopics topics = new LiveTopics(broker, spec);
        await().atMost(PATIENCE).until(() -> topics.snapshots().size() == 10);
        publish(spec, "what is this?");
        order(spec, Action.ROLLBACK, "unknown", OptionalLong.empty(), OptionalLong.of(77));
        order(spec, Action.ROLLBACK, "third", OptionalLong.empty(), OptionalLong.of(3));
        assertThat(awaitEvent(spec, "rolled-back").path("order").asText()).isEqualTo("third");
        await().atMost(PATIENCE).until(() -> topics.snapshots().size() == 11);
        run.stop();

        ModelSnapshot third = ModelSnapshot.decode(topics.snapshots().get(2).value());
        ModelSnapshot last = topics.last();
        assertThat(last.version()).isEqualTo(3_201);
        for (String name : third.tensors().names()) {
            if (name.startsWith("weights/") || name.startsWith("slots/")) {
                assertThat(last.tensors().get(name).data())
                        .as(name)
                        .isEqualTo(third.tensors().get(name).data());
            }
        }
        assertThat(events(spec, "order-failed").stream()
                        .map(event -> event.path("text").asText()))
                .satisfiesExactly(
                        text -> assertThat(text).contains("no order: topic=published.control", "Unrecognized token"),
                        text -> assertThat(text)
                                .startsWith("order unknown: no such snapshot: sequence=77, expected=[1, 2"));
    }

    /** Publications are counted in batches, and every row has a category of its own: which of them are deltas is no matter of time. */
    @Test
    void aRunningJobReturnsToASnapshotOfWhichOnlyTheChangesWerePublished() throws Exception {
        PipelineSpec spec = pipeline(
                "changed",
                "update=nag",
                "schema.hash-bits=18",
                "snapshots.every=5 batches",
                "snapshots.delta=20",
                "stability.rollback=off");
        JobRun run = JobRun.start(flink, spec);
        feed(spec, ownColor(3_200), 0);
        run.awaitLearned(3_200);
        LiveTopics topics = new LiveTopics(broker, spec);
        await().atMost(PATIENCE).until(() -> topics.snapshots().size() == 10);
        SnapshotTopic published =
                new SnapshotTopic(Surroundings.access(spec), spec.snapshots().topic(), PATIENCE);
        SnapshotEntry delta = published.list().stream()
                .filter(SnapshotEntry::delta)
                .findFirst()
                .orElseThrow();
        order(
                spec,
                Action.ROLLBACK,
                "back",
                OptionalLong.empty(),
                OptionalLong.of(delta.id().sequence()));
        assertThat(awaitEvent(spec, "rolled-back").path("order").asText()).isEqualTo("back");
        await().atMost(PATIENCE).until(() -> topics.snapshots().size() == 11);
        run.stop();

        PublishedSnapshots read = new PublishedSnapshots(published);
        ModelSnapshot then = read.read(delta);
        ModelSnapshot now = read.read(published.latest(spec.name()).orElseThrow());
        assertThat(delta.id().sequence()).isLessThan(10);
        assertThat(now.version()).isEqualTo(3_201);
        assertThat(then.tensors().names()).anyMatch(name -> name.startsWith("weights/"));
        for (String name : then.tensors().names()) {
            if (name.startsWith("weights/") || name.startsWith("slots/")) {
                assertThat(now.tensors().get(name).data())
                        .as(name)
                        .isEqualTo(then.tensors().get(name).data());
            }
        }
        assertThat(events(spec, "order-failed")).isEmpty();
    }

    private static List<byte[]> ownColor(int rows) {
        return LongStream.range(0, rows)
                .mapToObj(number -> new String(SignRows.CLEAN.csv(number), StandardCharsets.UTF_8)
                        .replace(",red,", ",red" + number + ",")
                        .getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void aPauseLongerThanTheIdleTimeoutMakesNoRowLate() throws Exception {
        PipelineSpec spec = pipeline(
                "idle",
                "kafka.partitions=2",
                "parallelism=2",
                "window={type: event-time, length: 50s, idle-timeout: 2s, late: reject}");
        JobRun run = JobRun.start(flink, spec);
        order(spec, Action.PAUSE, "wait", OptionalLong.empty(), OptionalLong.empty());
        awaitWord(spec, Action.HOLD);
        awaitReports(spec, 25);
        publish(spec, 0, 1_000);
        order(spec, Action.RESUME, "go", OptionalLong.empty(), OptionalLong.empty());
        run.awaitRead(1_000);
        publish(spec, 1, 200); // of a partition that would be idle by now, had its time not stood still
        Map<String, Object> counts = run.awaitRead(1_200).drain();

        assertThat(counts).containsEntry(TrainFunction.LEARNED, 1_200L);
        assertThat(new LiveTopics(broker, spec).rejects()).isEmpty();
    }

    private static void publish(PipelineSpec spec, int partition, long rows) throws Exception {
        broker.publish(LongStream.range(0, rows)
                .mapToObj(number -> new ProducerRecord<>(
                        spec.examples().topic(),
                        partition,
                        DriftingRows.timeMs(number),
                        null,
                        SignRows.CLEAN.csv(number))));
    }

    /** A lane that got the same rows and orders at once, as its snapshot would have it. */
    private static String offline(PipelineSpec spec, ThrowingConsumer<TrainingLane> run) {
        TrainingLane lane = new PipelineText(spec).laneCodec().fresh();
        run.accept(lane);
        lane.finish(SILENT);
        return ModelSnapshot.of(spec.name(), lane, Instant.EPOCH).sha256();
    }

    private static Order order(Order.Action action, long at) {
        return new Order(action, OptionalLong.of(at), Optional.empty(), "x");
    }

    private static void order(PipelineSpec spec, Action action, String id, OptionalLong at, OptionalLong sequence)
            throws Exception {
        ControlRecord record = new ControlRecord(action, id, at, sequence, Optional.empty());
        send(spec, record.toRecord(spec.name(), System.currentTimeMillis()));
    }

    private static void publish(PipelineSpec spec, String text) throws Exception {
        send(
                spec,
                new OutgoingRecord(
                        spec.name().getBytes(StandardCharsets.UTF_8),
                        text.getBytes(StandardCharsets.UTF_8),
                        List.of(),
                        0));
    }

    private static void send(PipelineSpec spec, OutgoingRecord record) throws Exception {
        try (RecordPublisher publisher =
                RecordPublisher.open(Surroundings.access(spec), spec.control().topic())) {
            publisher.publish(record);
        }
    }

    private static void feed(PipelineSpec spec, SignRows rows, long from, long to) throws Exception {
        feed(spec, LongStream.range(from, to).mapToObj(rows::csv).toList(), from);
    }

    private static void feed(PipelineSpec spec, List<byte[]> rows, long from) throws Exception {
        try (TopicAdmin admin = TopicAdmin.connect(Surroundings.access(spec), Duration.ofSeconds(10))) {
            admin.create(Surroundings.topics(spec));
        }
        try (RowPublisher publisher =
                RowPublisher.open(Surroundings.access(spec), spec.examples().topic(), 0)) {
            for (int i = 0; i < rows.size(); i++) {
                byte[] row = rows.get(i);
                publisher.publish(row, 0, row.length, DriftingRows.timeMs(from + i));
            }
            publisher.flush();
        }
    }

    private static JsonNode awaitEvent(PipelineSpec spec, String event) {
        return await().atMost(PATIENCE)
                .until(() -> events(spec, event), events -> !events.isEmpty())
                .get(0);
    }

    private static List<JsonNode> events(PipelineSpec spec, String event) throws IOException {
        return new LiveTopics(broker, spec)
                .reports().stream()
                        .filter(record -> record.path("event").asText().equals(event))
                        .toList();
    }

    private static void awaitReports(PipelineSpec spec, int more) throws IOException {
        long before = reports(spec).size();
        await().atMost(PATIENCE).until(() -> reports(spec).size() >= before + more);
    }

    private static JsonNode lastReport(PipelineSpec spec) throws IOException {
        List<JsonNode> all = reports(spec);
        return all.get(all.size() - 1);
    }

    private static List<JsonNode> reports(PipelineSpec spec) throws IOException {
        return new LiveTopics(broker, spec)
                .reports().stream()
                        .filter(record -> record.path("type").asText().equals("report"))
                        .toList();
    }

    /** Waits until the trainer's last word to the readers is that one. */
    private static void awaitWord(PipelineSpec spec, Action word) {
        await().atMost(PATIENCE).until(() -> {
            List<RawRecord> records = broker.read(spec.control().topic());
            return ControlRecord.of(records.get(records.size() - 1), spec.name())
                            .orElseThrow()
                            .action()
                    == word;
        });
    }

    private static void awaitCheckpoint(PipelineSpec spec) throws IOException {
        for (int i = 0; i < 2; i++) { // the first may have begun before
            Optional<String> before = RestorePoints.newest(spec);
            await().atMost(PATIENCE).until(() -> !RestorePoints.newest(spec).equals(before));
        }
    }

    private static PipelineSpec pipeline(String name, String... sets) {
        List<String> all = new ArrayList<>(List.of(
                "name=" + name,
                "kafka.bootstrap=" + broker.bootstrap(),
                "checkpoint.storage=" + directory.resolve(name).toUri(),
                "checkpoint.every=150ms",
                "metrics.every=100ms",
                "stability.rollback=5",
                "snapshots.every=300ms"));
        all.addAll(Arrays.asList(sets));
        return TestPipelines.pipeline(all.toArray(String[]::new));
    }
}
