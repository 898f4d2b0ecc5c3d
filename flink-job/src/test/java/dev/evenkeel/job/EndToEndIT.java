package dev.evenkeel.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.kafka.RawRecord;
import dev.evenkeel.connectors.kafka.RejectHeaders;
import dev.evenkeel.connectors.kafka.SnapshotRecords;
import dev.evenkeel.connectors.kafka.TopicAdmin;
import dev.evenkeel.embedded.EmbeddedFlink;
import dev.evenkeel.job.decode.DecodeFunction;
import dev.evenkeel.job.settings.PipelineText;
import dev.evenkeel.job.start.Surroundings;
import dev.evenkeel.job.training.TrainFunction;
import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.learner.TrainingLane;
import dev.evenkeel.model.snapshot.ModelSnapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows through a real broker and a real Flink: one run, looked at from all sides. */
class EndToEndIT {
    private static final long ROWS = 20_000;
    private static final long MALFORMED = ROWS / 100;
    private static final long REPORT_EVERY_MS = 100;
    private static final DriftingRows STREAM = new DriftingRows(1);

    @TempDir
    static Path directory;

    private static Broker broker;
    private static PipelineSpec spec;
    private static LiveTopics topics;
    private static Map<String, Object> counts;

    @BeforeAll
    static void runOnce() throws Exception {
        broker = Broker.start(directory.resolve("kafka"));
        spec = TestPipelines.pipeline(
                "kafka.bootstrap=" + broker.bootstrap(),
                "checkpoint.storage=" + directory.resolve("checkpoints").toUri(),
                "checkpoint.every=200ms",
                "metrics.every=" + REPORT_EVERY_MS + "ms",
                "snapshots.every=500ms",
                "restart.strategy=none");
        topics = new LiveTopics(broker, spec);
        try (TopicAdmin admin = TopicAdmin.connect(Surroundings.access(spec), Duration.ofSeconds(10))) {
            admin.create(Surroundings.topics(spec));
        }
        broker.publish(LongStream.range(0, ROWS).mapToObj(EndToEndIT::record));
        try (EmbeddedFlink flink = JobRun.flink(1)) {
            counts = JobRun.start(flink, spec).awaitRead(ROWS).drain();
        }
    }

    private static ProducerRecord<byte[], byte[]> record(long number) {
        byte[] row =
                MalformedRows.isMalformed(number) ? MalformedRows.at(number).bytes() : STREAM.csv(number);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(spec.examples().topic(), 0, DriftingRows.timeMs(number), key(number), row);
        record.headers().add(new RecordHeader("own", key(number)));
        return record;
    }

    private static byte[] key(long number) {
        return ("key-" + number).getBytes(UTF_8);
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
    }

    @Test
    void everyRowIsReadAndLearnedOrRejectedOnce() throws Exception {
        assertThat(counts)
                .containsEntry(DecodeFunction.READ, ROWS)
                .containsEntry(DecodeFunction.REJECTED, MALFORMED)
                .containsEntry(TrainFunction.LEARNED, ROWS - MALFORMED)
                .containsEntry(TrainFunction.REFUSED_ROWS, 0L);
        assertThat(topics.learned()).isEqualTo(ROWS - MALFORMED);
        assertThat(topics.rejects()).hasSize((int) MALFORMED);
    }

    @Test
    void theLastSnapshotIsWhatALaneInThisProcessLearnsFromTheSameRows() throws Exception {
        ModelSnapshot last = topics.last();

        assertThat(last.sha256()).isEqualTo(learnedInProcess().sha256());
        assertThat(last.version()).isEqualTo(ROWS - MALFORMED);
        assertThat(last.metadata())
                .containsEntry(ModelSnapshot.EXAMPLES, Long.toString(ROWS - MALFORMED))
                .containsEntry(ModelSnapshot.NEXT_OFFSETS, "0:" + ROWS)
                .containsEntry(ModelSnapshot.PIPELINE, "drift");
    }

    private static ModelSnapshot learnedInProcess() {
        TrainingLane lane = new PipelineText(spec).laneCodec().fresh();
        MiniBatch.Builder rows = new MiniBatch.Builder(3, 1_024);
        for (long number = 0; number < ROWS; number++) {
            if (!MalformedRows.isMalformed(number)) {
                Example example = STREAM.example(spec, number);
                rows.add(example);
            }
        }
        lane.learn(rows.build());
        return ModelSnapshot.of("drift", lane, Instant.EPOCH);
    }

    @Test
    void snapshotsAreValidAndNumberedWithoutAGap() throws Exception {
        List<RawRecord> snapshots = topics.snapshots();

        assertThat(snapshots.stream().map(LiveTopics::sequence).toList())
                .isEqualTo(LongStream.rangeClosed(1, snapshots.size()).boxed().toList());
        assertThat(counts).containsEntry(TrainFunction.SNAPSHOTS, (long) snapshots.size());
        for (RawRecord snapshot : snapshots) {
            ModelSnapshot decoded = ModelSnapshot.decode(snapshot.value());
            assertThat(decoded.sequence()).isEqualTo(LiveTopics.sequence(snapshot));
            assertThat(decoded.sha256()).isEqualTo(LiveTopics.header(snapshot, SnapshotRecords.TENSORS_SHA256));
            assertThat(snapshot.timeMs()).isBetween(DriftingRows.START_MS, DriftingRows.timeMs(ROWS));
        }
    }

    @Test
    void oneReportComesOutAnInterval() throws Exception {
        List<JsonNode> reports = topics.reports();
        List<Long> intervals = reports.stream()
                .limit(reports.size() - 1L) // the last one comes with the end of the stream
                .map(report -> Instant.parse(report.path("time").asText()).toEpochMilli() / REPORT_EVERY_MS)
                .toList();

        assertThat(intervals).isNotEmpty().doesNotHaveDuplicates().isSorted();
        assertThat(reports).allSatisfy(report -> {
            assertThat(report.path("type").asText()).isEqualTo("report");
            assertThat(report.path("evaluation").path("total").path("loss").isNumber())
                    .isTrue();
        });
        assertThat(reports.stream()
                        .map(report -> report.path("version").asLong())
                        .toList())
                .isSorted();
    }

    @Test
    void everyMalformedRowIsRejectedWithItsReasonAndItsOwnBytes() throws Exception {
        List<RawRecord> rejects = topics.rejects();
        List<Long> expected = LongStream.range(0, ROWS)
                .filter(MalformedRows::isMalformed)
                .boxed()
                .toList();

        assertThat(rejects.stream()
                        .map(reject -> Long.parseLong(LiveTopics.header(reject, RejectHeaders.OFFSET)))
                        .toList())
                .isEqualTo(expected);
        for (RawRecord reject : rejects) {
            long number = Long.parseLong(LiveTopics.header(reject, RejectHeaders.OFFSET));
            MalformedRows kind = MalformedRows.at(number);
            assertThat(reject.value()).as("row %d, %s", number, kind).isEqualTo(kind.bytes());
            assertThat(reject.key()).isEqualTo(key(number));
            assertThat(reject.timeMs()).isEqualTo(DriftingRows.timeMs(number));
            assertThat(LiveTopics.header(reject, "own")).isEqualTo("key-" + number);
            assertThat(LiveTopics.header(reject, RejectHeaders.TOPIC)).isEqualTo("drift.examples");
            assertThat(LiveTopics.header(reject, RejectHeaders.PARTITION)).isEqualTo("0");
            assertThat(LiveTopics.header(reject, RejectHeaders.STAGE)).isEqualTo("decode");
            assertThat(LiveTopics.header(reject, RejectHeaders.EXCEPTION_MESSAGE))
                    .startsWith(kind.reason());
        }
    }
}
