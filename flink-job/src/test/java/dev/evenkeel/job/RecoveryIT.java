package dev.evenkeel.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.kafka.RawRecord;
import dev.evenkeel.connectors.kafka.RowPublisher;
import dev.evenkeel.connectors.kafka.SnapshotRecords;
import dev.evenkeel.connectors.kafka.TopicAdmin;
import dev.evenkeel.embedded.EmbeddedFlink;
import dev.evenkeel.job.decode.DecodeFunction;
import dev.evenkeel.job.settings.PipelineText;
import dev.evenkeel.job.settings.RestorePoints;
import dev.evenkeel.job.start.JobStart;
import dev.evenkeel.job.start.StartException;
import dev.evenkeel.job.start.StartFrom;
import dev.evenkeel.job.start.Surroundings;
import dev.evenkeel.job.training.TrainFunction;
import dev.evenkeel.model.learner.TrainingLane;
import dev.evenkeel.model.snapshot.ModelSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that are broken off, moved and resumed, or have lost all checkpoints, lose nothing, double nothing, and end in the same bits. */
class RecoveryIT {
    private static final DriftingRows STREAM = new DriftingRows(2);
    private static final StartFrom LATEST = StartFrom.Snapshot.parse("latest");
    /** A pipeline that has stopped within a window, after its first snapshots. */
    private static final String PUBLISHED = "published";

    @TempDir
    static Path directory;

    private static Broker broker;
    private static EmbeddedFlink flink;

    @BeforeAll
    static void start() throws Exception {
        broker = Broker.start(directory.resolve("kafka"));
        flink = JobRun.flink(2);
        PipelineSpec published = pipeline(PUBLISHED);
        feed(published, 0, 500, 0).join();
        JobRun.start(flink, published).awaitLearned(448).stop();
    }

    @AfterAll
    static void stop() throws Exception {
        try (Broker stopped = broker;
                EmbeddedFlink alsoStopped = flink) {
            assertThat(List.of(stopped, alsoStopped)).doesNotContainNull();
        }
    }

    @Test
    void aJobThatIsKilledAndLosesItsTaskManagerEndsInTheSameBits() throws Exception {
        assertKillsAreNotSeen(pipeline("killed"), 2, 9_000);
    }

    @Test
    @Tag("soak")
    void aJobKilledAgainAndAgainEndsInTheSameBits() throws Exception {
        assertKillsAreNotSeen(pipeline("killed-again"), 20, 100_000);
    }

    /** Each kill comes at a place of its own; in the run before the last the TaskManager is lost too. */
    private static void assertKillsAreNotSeen(PipelineSpec spec, int kills, long rows) throws Exception {
        CompletableFuture<Void> feed = feed(spec, 0, rows, 4_000);
        SplittableRandom random = new SplittableRandom(7);
        long learned = 0;
        for (int kill = 1; kill <= kills; kill++) {
            JobRun run = JobRun.start(flink, spec);
            learned += rows / (2L * kills) + random.nextLong(rows / (4L * kills));
            run.awaitLearned(learned);
            if (kill == kills - 1) {
                flink.replaceTaskManager();
                run.awaitLearned(learned + rows / (4L * kills));
            }
            run.kill();
        }
        feed.join();
        Map<String, Object> counts = JobRun.start(flink, spec).awaitRead(rows).drain();

        assertThat(counts).containsEntry(DecodeFunction.READ, rows).containsEntry(TrainFunction.LEARNED, rows);
        LiveTopics topics = new LiveTopics(broker, spec);
        assertThat(topics.last().version()).isEqualTo(rows);
        assertThat(topics.last().sha256()).isEqualTo(undisturbed(spec, rows));
        assertNothingIsMissingOrDoubled(topics.snapshots());
    }

    private static void assertNothingIsMissingOrDoubled(List<RawRecord> snapshots) {
        assertThat(snapshots.stream().map(LiveTopics::sequence).toList())
                .isEqualTo(LongStream.rangeClosed(1, snapshots.size()).boxed().toList());
        assertThat(snapshots.stream().map(LiveTopics::version).toList()).isSorted();
        Map<Long, String> hashes = new HashMap<>();
        for (RawRecord snapshot : snapshots) {
            String hash = LiveTopics.header(snapshot, SnapshotRecords.TENSORS_SHA256);
            assertThat(hashes.computeIfAbsent(LiveTopics.version(snapshot), version -> hash))
                    .isEqualTo(hash);
        }
    }

    @Test
    void aDrainedPipelineGoesOnWhenMoreRowsCome() throws Exception {
        PipelineSpec spec = pipeline("drained");
        feed(spec, 0, 1_000, 0).join();
        assertThat(JobRun.start(flink, spec).awaitRead(1_000).drain()).containsEntry(TrainFunction.LEARNED, 1_000L);
        feed(spec, 1_000, 2_500, 0).join();
        Map<String, Object> counts = JobRun.start(flink, spec).awaitRead(2_500).drain();

        assertThat(counts).containsEntry(DecodeFunction.READ, 2_500L).containsEntry(TrainFunction.LEARNED, 2_500L);
        LiveTopics topics = new LiveTopics(broker, spec);
        assertThat(topics.last().sha256()).isEqualTo(undisturbed(spec, 2_500));
        assertNothingIsMissingOrDoubled(topics.snapshots());
    }

    @Test
    void aStoppedPipelineGoesOnWithFewerInstances() throws Exception {
        PipelineSpec two = pipeline("rescaled", "kafka.partitions=2", "parallelism=2");
        feed(two, 0, 4_000, 0).join();
        JobRun.start(flink, two).awaitRead(1_000).stop();
        feed(two, 4_000, 6_000, 0).join();
        PipelineSpec one = pipeline("rescaled", "kafka.partitions=2", "parallelism=1");
        Map<String, Object> counts = JobRun.start(flink, one).awaitRead(6_000).drain();

        assertThat(counts).containsEntry(DecodeFunction.READ, 6_000L).containsEntry(TrainFunction.LEARNED, 6_000L);
        assertThat(new LiveTopics(broker, one).last().version()).isEqualTo(6_000);
    }

    /** As after an operator's upgrade; an older state, which begins at an earlier version, takes the pointer away. */
    @Test
    void whoBeginsToServeFindsTheLastSnapshotWhereTheNewestStateIsGiven() throws Exception {
        PipelineSpec spec = pipeline("given");
        feed(spec, 0, 500, 0).join();
        JobRun.start(flink, spec).awaitLearned(448).stop();
        String newest = RestorePoints.newest(spec).orElseThrow();
        JobStart.prepare(spec, new StartFrom.Given(newest, false));
        JobStart.prepare(spec, new StartFrom.Savepoint(newest));
        JobStart.prepare(spec, new StartFrom.Given("file:/elsewhere/savepoint-1", true));
        assertThat(pointer(spec).value()).isNotNull();

        JobStart.prepare(spec, new StartFrom.Given("file:/elsewhere/savepoint-1", false));
        assertThat(pointer(spec).value()).isNull();
    }

    private static RawRecord pointer(PipelineSpec spec) throws Exception {
        return broker.read(spec.snapshots().topic()).stream()
                .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals(spec.name() + "/latest"))
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    @Test
    void refusesToGoOnAsAnotherModelAtOnceAndNamesBothValues() throws Exception {
        PipelineSpec before = pipeline("changed");
        feed(before, 0, 1_000, 0).join();
        JobRun.start(flink, before).awaitLearned(900).stop();
        PipelineSpec after = pipeline("changed", "schema.hash-bits=11", "schema.categorical=[]");
        feed(after, 1_000, 2_000, 0).join();

        assertThat(JobRun.start(flink, after).failure())
                .hasStackTraceContaining("the saved state is of another model")
                .hasStackTraceContaining("schema.hash-bits=11, saved=10")
                .hasStackTraceContaining("schema.categorical=, saved=color");
    }

    /** Adam's slots, the standardizer's moments and the noise's random stream are all in what the model becomes. */
    @Test
    void aNetworkContinuesTheNewestSnapshotInTheSameBits() throws Exception {
        PipelineSpec spec = pipeline("network", "model.kind=mlp", "update.rule=adam", "stability.noise.gaussian=0.01");
        feed(spec, 0, 1_500, 0).join();
        LiveTopics topics = new LiveTopics(broker, spec);
        JobRun first = JobRun.start(flink, spec);
        await().atMost(Duration.ofSeconds(20)).until(() -> topics.snapshots().size() >= 3);
        first.kill();
        deleteCheckpoints(spec);
        int before = topics.snapshots().size();
        feed(spec, 1_500, 2_500, 0).join();

        Map<String, Object> counts =
                JobRun.start(flink, spec, LATEST).awaitLearned(2_400).drain();

        assertThat(counts).containsEntry(TrainFunction.LEARNED, 2_500L);
        assertThat(topics.last().sha256()).isEqualTo(undisturbed(spec, 2_500));
        assertThat(topics.last().nextOffsets()).isEqualTo(Map.of(0, 2_500L));
        List<RawRecord> snapshots = topics.snapshots();
        assertThat(snapshots.size()).isGreaterThan(before);
        assertThat(snapshots.stream().map(LiveTopics::sequence).toList())
                .isEqualTo(LongStream.rangeClosed(1, snapshots.size()).boxed().toList());
    }

    @Test
    @Tag("soak")
    void everyPartitionContinuesAnEarlierSnapshotAtItsNextRow() throws Exception {
        PipelineSpec spec = pipeline("partitions", "kafka.partitions=2", "parallelism=2");
        feed(spec, 0, 0, 0).join();
        String topic = spec.examples().topic();
        broker.publish(LongStream.range(0, 3_000)
                .mapToObj(number -> new ProducerRecord<>(topic, (int) (number % 2), null, STREAM.csv(number))));
        JobRun.start(flink, spec).awaitLearned(2_900).drain();
        LiveTopics topics = new LiveTopics(broker, spec);
        List<RawRecord> before = topics.snapshots();
        ModelSnapshot third = ModelSnapshot.decode(before.get(2).value());
        assertThat(third.nextOffsets().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(third.examples())
                .isLessThan(3_000);

        Map<String, Object> counts = JobRun.start(flink, spec, StartFrom.Snapshot.parse("3"))
                .awaitLearned(2_900)
                .drain();

        assertThat(counts).containsEntry(TrainFunction.LEARNED, 3_000L);
        assertThat(topics.last().nextOffsets()).isEqualTo(Map.of(0, 1_500L, 1, 1_500L));
        List<RawRecord> since = topics.snapshots();
        assertThat(LiveTopics.sequence(since.get(before.size()))).isEqualTo(4);
        assertThat(RestorePoints.newest(spec)).isPresent();
    }

    @Test
    void aModelThatHasPublishedNothingCannotBeContinued() {
        assertRefused(pipeline("nothing"), LATEST)
                .hasMessage("--from-snapshot: nothing is published: snapshots.topic=nothing.snapshots, model=nothing");
    }

    @Test
    void anUnknownSequenceNamesThoseThereAre() {
        assertRefused(pipeline(PUBLISHED), StartFrom.Snapshot.parse("77"))
                .hasMessageStartingWith("--from-snapshot: no such snapshot: sequence=77, expected=[1, 2");
        assertThatThrownBy(() -> StartFrom.Snapshot.parse("newest"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be latest or a sequence of snapshot list: --from-snapshot=newest");
    }

    @Test
    void anotherModelIsRefusedWithBothValues() {
        assertRefused(pipeline(PUBLISHED, "schema.hash-bits=11"), LATEST)
                .hasMessageContaining("the saved state is of another model: ")
                .hasMessageContaining("schema.hash-bits=11, saved=10");
    }

    @Test
    void windowsThatSortRowsByTimeAreRefusedWithTheReason() {
        assertRefused(pipeline(PUBLISHED, "window={type: event-time, length: 1s}"), LATEST)
                .hasMessageContaining(
                        "window.type=event-time, expected=count or processing-time. Rows are learned in the"
                                + " order of their times");
    }

    @Test
    void rowsThatAreNoLongerInTheTopicAreNotPassedOver() throws Exception {
        PipelineSpec spec = pipeline(PUBLISHED);
        TopicPartition partition = new TopicPartition(spec.examples().topic(), 0);
        try (Admin admin = Admin.create(Surroundings.access(spec).clientProperties())) {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(500)))
                    .all()
                    .get();
        }
        assertRefused(spec, LATEST)
                .hasMessageContaining("rows that were not learned are no longer in the topic: topic=published.examples,"
                        + " partition=0, next=")
                .hasMessageEndingWith("oldest=500");
    }

    private static AbstractThrowableAssert<?, ?> assertRefused(PipelineSpec spec, StartFrom from) {
        return assertThatThrownBy(() -> JobStart.prepare(spec, from)).isInstanceOf(StartException.class);
    }

    private static PipelineSpec pipeline(String name, String... sets) {
        List<String> all = new ArrayList<>(List.of(
                "name=" + name,
                "kafka.bootstrap=" + broker.bootstrap(),
                "checkpoint.storage=" + directory.resolve(name).toUri(),
                "checkpoint.every=150ms",
                "metrics.every=100ms",
                "snapshots.every=3 batches"));
        all.addAll(Arrays.asList(sets));
        return TestPipelines.pipeline(all.toArray(String[]::new));
    }

    /** Publishes rows in the background; a rate of 0 is as fast as it goes. */
    private static CompletableFuture<Void> feed(PipelineSpec spec, long from, long to, double rowsPerSecond)
            throws Exception {
        try (TopicAdmin admin = TopicAdmin.connect(Surroundings.access(spec), Duration.ofSeconds(10))) {
            admin.create(Surroundings.topics(spec));
        }
        return CompletableFuture.runAsync(() -> {
            try (RowPublisher publisher =
                    RowPublisher.open(Surroundings.access(spec), spec.examples().topic(), rowsPerSecond)) {
                for (long number = from; number < to; number++) {
                    byte[] row = STREAM.csv(number);
                    publisher.publish(row, 0, row.length, DriftingRows.timeMs(number));
                }
                publisher.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void deleteCheckpoints(PipelineSpec spec) throws IOException {
        try (Stream<Path> all = Files.walk(directory.resolve(spec.name()))) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static String undisturbed(PipelineSpec spec, long rows) {
        TrainingLane lane = new PipelineText(spec).laneCodec().fresh();
        lane.learn(STREAM.batch(spec, 0, rows));
        lane.finish(new TrainingLane.Listener() {});
        return ModelSnapshot.of(spec.name(), lane, Instant.EPOCH).sha256();
    }
}
