package dev.evenkeel.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.format.Decoder;
import dev.evenkeel.connectors.format.Formats;
import dev.evenkeel.connectors.kafka.SnapshotEntry;
import dev.evenkeel.connectors.kafka.SnapshotTopic;
import dev.evenkeel.connectors.snapshot.LiveModel;
import dev.evenkeel.connectors.snapshot.PublishedSnapshots;
import dev.evenkeel.connectors.snapshot.SnapshotReader;
import dev.evenkeel.embedded.EmbeddedFlink;
import dev.evenkeel.job.settings.PipelineText;
import dev.evenkeel.job.start.Surroundings;
import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.learner.TrainingLane;
import dev.evenkeel.model.snapshot.ModelSnapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job publishes, in full and by deltas, in records and in files; readers follow it and predict as the job would. */
class SnapshotReaderIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final DriftingRows STREAM = new DriftingRows(1);

    @TempDir
    static Path directory;

    private static Broker broker;
    private static EmbeddedFlink flink;

    @BeforeAll
    static void start() throws Exception {
        broker = Broker.start(directory.resolve("kafka"));
        flink = JobRun.flink(1);
    }

    @AfterAll
    static void stop() throws Exception {
        try (Broker stopped = broker;
                EmbeddedFlink alsoStopped = flink) {
            assertThat(List.of(stopped, alsoStopped)).doesNotContainNull();
        }
    }

    @Test
    void aReaderServesWhatTheJobLearnsFromFirstToLastAndPredictsAsTheJobWould() throws Exception {
        PipelineSpec spec =
                pipeline("served", "update=nag", "schema.hash-bits=14", "snapshots.delta=4", "snapshots.retain=3");
        JobRun run = JobRun.start(flink, spec);
        publish(spec, 0, 640);
        try (SnapshotReader reader = reader(spec)) {
            LiveModel live = reader.await(PATIENCE);
            Set<Long> served = new HashSet<>();
            for (long number = 640; number < 6_400; number += 640) {
                publish(spec, number, number + 640);
                run.awaitLearned(number + 640);
                served.add(live.snapshot().sequence());
            }
            run.drain();
            await().atMost(PATIENCE).until(() -> live.snapshot().version() == 6_400);

            ModelSnapshot offline = offline(spec, 6_400);
            assertThat(live.snapshot().sha256()).isEqualTo(offline.sha256());
            assertThat(served).hasSizeGreaterThan(2);
            assertThat(reader.lastRefusal()).isEmpty();
            assertThat(live.predict(example(spec, 7_777))[0]).isEqualTo(probability(spec, offline, 7_777));
        }
        List<SnapshotEntry> listed = topic(spec).list();
        assertThat(listed).hasSizeBetween(3, 4); // the base of the oldest may be a fourth
        assertThat(listed.stream()
                        .filter(entry ->
                                entry.id().sequence() > last(listed).id().sequence() - 3))
                .hasSize(3);
        for (SnapshotEntry entry : listed) {
            ModelSnapshot snapshot = new PublishedSnapshots(topic(spec)).read(entry);
            assertThat(snapshot.sha256()).isEqualTo(entry.id().tensorsSha256());
            assertThat(snapshot.version()).isEqualTo(entry.id().version());
        }
        assertThat(listed).anyMatch(SnapshotEntry::delta).anyMatch(entry -> !entry.delta());
    }

    @Test
    void aModelTooLargeForARecordIsServedFromItsFileAndOldFilesGo() throws Exception {
        PipelineSpec spec = pipeline(
                "large",
                "model={task: binary, kind: network, layers: [{type: dense, units: 512}, {type: relu}, {type: dense, units: 512}, {type: relu}]}",
                "update={rule: sgd, learning-rate: 0.01}",
                "snapshots.retain=2");
        JobRun run = JobRun.start(flink, spec);
        try (SnapshotReader reader = reader(spec)) {
            for (long number = 0; number < 2_560; number += 64) {
                publish(spec, number, number + 64);
                run.awaitLearned(number + 64);
            }
            run.drain();
            LiveModel live = reader.await(PATIENCE);
            await().atMost(PATIENCE)
                    .until(() -> live.snapshot().metadata().get("examples").equals("2560"));
            assertThat(live.snapshot().sha256()).isEqualTo(offline(spec, 2_560).sha256());
        }
        List<SnapshotEntry> listed = topic(spec).list();
        assertThat(listed).hasSize(2).allMatch(SnapshotEntry::claimed);
        try (Stream<Path> files = Files.list(Path.of(directory.toString(), "snapshots", "large"))) {
            assertThat(files).hasSizeLessThan((int) last(listed).id().sequence());
        }
    }

    @Test
    void aReaderOfAnotherModelSaysWhatItHasNotTaken() throws Exception {
        PipelineSpec spec = pipeline("mistaken", "update=nag");
        JobRun run = JobRun.start(flink, spec);
        publish(spec, 0, 640);
        run.awaitLearned(640).drain();
        PipelineSpec other = pipeline("mistaken", "update=nag", "schema.hash-bits=12");
        try (SnapshotReader reader = reader(other)) {
            await().atMost(PATIENCE).until(() -> !reader.lastRefusal().isEmpty());
            assertThatThrownBy(() -> reader.await(Duration.ofMillis(10)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(
                            "no snapshot within 10 ms: model=mistaken, topic=mistaken.snapshots, refused mistaken/")
                    .hasMessageContaining("schema.hash-bits=12, saved=10");
        }
    }

    private static SnapshotReader reader(PipelineSpec spec) throws IOException {
        return SnapshotReader.follow(Surroundings.access(spec), spec.snapshots().topic(), spec.name(), spec.learner());
    }

    private static SnapshotTopic topic(PipelineSpec spec) {
        return new SnapshotTopic(Surroundings.access(spec), spec.snapshots().topic(), PATIENCE);
    }

    private static SnapshotEntry last(List<SnapshotEntry> listed) {
        return listed.get(listed.size() - 1);
    }

    private static float probability(PipelineSpec spec, ModelSnapshot snapshot, long number) throws Exception {
        Predictions scores = new Predictions(1);
        MiniBatch row = new MiniBatch.Builder(3, 1).add(example(spec, number)).build();
        snapshot.learner(spec.learner()).predict(row, 0, 1, scores);
        spec.learner().loss().mean(scores.scores(), 0, 1, scores.scores(), 0);
        return scores.scores()[0];
    }

    private static Example example(PipelineSpec spec, long number) throws Exception {
        Decoder decoder =
                Formats.decoder(spec.examples().format().key(), spec.examples().options(), spec.schema());
        Example row = new Example(3);
        decoder.decode(csv(number), row);
        return row.timeMs(DriftingRows.timeMs(number)).origin(0, number);
    }

    /** A row of the stream with one of 5,000 colours. */
    private static byte[] csv(long number) {
        String[] cells = new String(STREAM.csv(number), StandardCharsets.UTF_8).split(",");
        cells[4] = "c" + 7_919 * number % 5_000;
        return String.join(",", cells).getBytes(StandardCharsets.UTF_8);
    }

    private static ModelSnapshot offline(PipelineSpec spec, long rows) throws Exception {
        TrainingLane lane = new PipelineText(spec).laneCodec().fresh();
        MiniBatch.Builder batch = new MiniBatch.Builder(3, 1_024);
        for (long number = 0; number < rows; number++) {
            batch.add(example(spec, number));
        }
        lane.learn(batch.build());
        lane.finish(new TrainingLane.Listener() {});
        return ModelSnapshot.of(spec.name(), lane, Instant.EPOCH);
    }

    private static void publish(PipelineSpec spec, long from, long to) throws Exception {
        broker.publish(LongStream.range(from, to)
                .mapToObj(number -> new ProducerRecord<>(
                        spec.examples().topic(), 0, DriftingRows.timeMs(number), null, csv(number))));
    }

    private static PipelineSpec pipeline(String name, String... sets) {
        String[] all = Arrays.copyOf(sets, sets.length + 5);
        all[sets.length] = "name=" + name;
        all[sets.length + 1] = "kafka.bootstrap=" + broker.bootstrap();
        all[sets.length + 2] =
                "checkpoint.storage=" + directory.resolve("checkpoints").toUri();
        all[sets.length + 3] = "checkpoint.every=100ms";
        all[sets.length + 4] = "snapshots.every=150ms";
        return TestPipelines.pipeline(all);
    }
}
