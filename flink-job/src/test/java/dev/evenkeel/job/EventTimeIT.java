package dev.evenkeel.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.kafka.RawRecord;
import dev.evenkeel.connectors.kafka.RejectHeaders;
import dev.evenkeel.connectors.kafka.TopicAdmin;
import dev.evenkeel.embedded.EmbeddedFlink;
import dev.evenkeel.job.decode.DecodeFunction;
import dev.evenkeel.job.start.Surroundings;
import dev.evenkeel.job.training.TrainFunction;
import dev.evenkeel.model.snapshot.ModelSnapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongToIntFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows of time in the running job. Rows are a second of event time apart. */
class EventTimeIT {
    private static final DriftingRows STREAM = new DriftingRows(4);
    private static final String EVENT_TIME = "window={type: event-time, length: 50s, idle-timeout: off, late: reject}";

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
    void howRowsAreSplitOverPartitionsDoesNotMatter() throws Exception {
        ModelSnapshot one = learned(pipeline("one", EVENT_TIME), number -> 0);
        ModelSnapshot turns =
                learned(pipeline("turns", EVENT_TIME, "kafka.partitions=2"), number -> (int) (number % 2));
        ModelSnapshot uneven = learned(
                pipeline("uneven", EVENT_TIME, "kafka.partitions=2", "parallelism=2"),
                number -> number / 700 % 3 == 0 ? 0 : 1);

        assertThat(one.version()).isEqualTo(4_000);
        assertThat(List.of(turns.sha256(), uneven.sha256())).containsOnly(one.sha256());
    }

    private static ModelSnapshot learned(PipelineSpec spec, LongToIntFunction partition) throws Exception {
        publish(spec, 0, 4_000, partition);
        Map<String, Object> counts = JobRun.start(flink, spec).awaitRead(4_000).drain();

        assertThat(counts).containsEntry(TrainFunction.LEARNED, 4_000L);
        LiveTopics topics = new LiveTopics(broker, spec);
        assertThat(topics.rejects()).isEmpty();
        return topics.last();
    }

    @Test
    void lateRowsAreTrainedWhereThePipelineSaysSo() throws Exception {
        PipelineSpec spec = pipeline("trained", EVENT_TIME.replace("reject", "train"));
        Map<String, Object> counts = withLateRows(spec);

        assertThat(counts).containsEntry(DecodeFunction.READ, 1_020L).containsEntry(TrainFunction.LEARNED, 1_020L);
        assertThat(new LiveTopics(broker, spec).rejects()).isEmpty();
    }

    @Test
    void lateRowsAreRejectedWhereThePipelineSaysSo() throws Exception {
        PipelineSpec spec = pipeline("rejected", EVENT_TIME);
        Map<String, Object> counts = withLateRows(spec);
        List<RawRecord> rejects = new LiveTopics(broker, spec).rejects();

        assertThat(counts).containsEntry(DecodeFunction.READ, 1_020L).containsEntry(TrainFunction.LEARNED, 1_000L);
        assertThat(rejects)
                .extracting(reject -> LiveTopics.header(reject, RejectHeaders.OFFSET))
                .containsExactlyElementsOf(
                        LongStream.range(1_000, 1_020).mapToObj(Long::toString).toList());
        assertThat(rejects).allSatisfy(reject -> {
            assertThat(LiveTopics.header(reject, RejectHeaders.STAGE)).isEqualTo("window");
            assertThat(LiveTopics.header(reject, RejectHeaders.EXCEPTION_MESSAGE))
                    .startsWith("late: ");
        });
    }

    /** A thousand rows, and when windows up to the last one are closed, the first twenty again. */
    private static Map<String, Object> withLateRows(PipelineSpec spec) throws Exception {
        publish(spec, 0, 1_000, number -> 0);
        JobRun run = JobRun.start(flink, spec).awaitLearned(900);
        publish(spec, 0, 20, number -> 0);
        return run.awaitRead(1_020).drain();
    }

    @Test
    void theLastWindowOfTheClockIsTrainedAtTheEnd() throws Exception {
        PipelineSpec spec = pipeline("clock", "window={type: processing-time, length: 24h}");
        publish(spec, 0, 1_000, number -> 0);
        Map<String, Object> counts = JobRun.start(flink, spec).awaitRead(1_000).drain();

        assertThat(counts).containsEntry(TrainFunction.LEARNED, 1_000L);
        assertThat(new LiveTopics(broker, spec).last().version()).isEqualTo(1_000);
    }

    @Test
    void aRowFromTheFarFutureDoesNotStopTheJob() throws Exception {
        PipelineSpec spec = pipeline(
                "future",
                "schema.time={field: time, format: epoch-ms}",
                "restart.strategy=none",
                "snapshots.every=1 batch");
        publish(spec, 0, 1_000, number -> 0);
        byte[] future = "4102444800000,0.1,0.2,0.3,red,1".getBytes(UTF_8);
        broker.publish(Stream.of(new ProducerRecord<>(spec.examples().topic(), 0, null, null, future)));
        Map<String, Object> counts = JobRun.start(flink, spec).awaitRead(1_001).drain();

        assertThat(counts).containsEntry(TrainFunction.LEARNED, 1_001L);
        assertThat(new LiveTopics(broker, spec).last().version()).isEqualTo(1_001);
    }

    private static PipelineSpec pipeline(String name, String... sets) {
        List<String> all = new ArrayList<>(List.of(
                "name=" + name,
                "kafka.bootstrap=" + broker.bootstrap(),
                "checkpoint.storage=" + directory.resolve(name).toUri(),
                "checkpoint.every=200ms",
                "metrics.every=100ms"));
        all.addAll(Arrays.asList(sets));
        return TestPipelines.pipeline(all.toArray(String[]::new));
    }

    private static void publish(PipelineSpec spec, long from, long to, LongToIntFunction partition) throws Exception {
        try (TopicAdmin admin = TopicAdmin.connect(Surroundings.access(spec), Duration.ofSeconds(10))) {
            admin.create(Surroundings.topics(spec));
        }
        broker.publish(LongStream.range(from, to)
                .mapToObj(number -> new ProducerRecord<>(
                        spec.examples().topic(),
                        partition.applyAsInt(number),
                        DriftingRows.timeMs(number),
                        null,
                        STREAM.csv(number))));
    }
}
