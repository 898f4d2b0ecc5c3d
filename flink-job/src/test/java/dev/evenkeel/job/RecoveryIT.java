package dev.evenkeel.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.kafka.RawRecord;
import dev.evenkeel.connectors.kafka.RowPublisher;
import dev.evenkeel.connectors.kafka.SnapshotRecords;
import dev.evenkeel.connectors.kafka.TopicAdmin;
import dev.evenkeel.embedded.EmbeddedFlink;
import dev.evenkeel.job.decode.DecodeFunction;
import dev.evenkeel.job.settings.PipelineText;
import dev.evenkeel.job.start.Surroundings;
import dev.evenkeel.job.training.TrainFunction;
import dev.evenkeel.model.learner.TrainingLane;
import dev.evenkeel.model.snapshot.ModelSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that are broken off, moved and resumed lose nothing, double nothing, and end in the same bits. */
class RecoveryIT {
    private static final DriftingRows STREAM = new DriftingRows(2);

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
    void aJobKilledAgainAndAgainEndsInTheSameBits() throws Exception {
        PipelineSpec spec = pipeline("killed");
        long rows = 30_000;
        CompletableFuture<Void> feed = feed(spec, 0, rows, 3_000);
        SplittableRandom random = new SplittableRandom(7);
        long learned = 0;
        for (int kill = 0; kill < 5; kill++) {
            JobRun run = JobRun.start(flink, spec);
            learned += 2_000 + random.nextInt(2_500);
            run.awaitLearned(learned);
            if (kill == 2) {
                flink.replaceTaskManager();
                learned += 2_000;
                run.awaitLearned(learned);
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

    private static String undisturbed(PipelineSpec spec, long rows) {
        TrainingLane lane = new PipelineText(spec).laneCodec().fresh();
        lane.learn(STREAM.batch(spec, 0, rows));
        return ModelSnapshot.of(spec.name(), lane, Instant.EPOCH).sha256();
    }
}
