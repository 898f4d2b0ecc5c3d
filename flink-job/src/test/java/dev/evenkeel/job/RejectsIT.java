package dev.evenkeel.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.kafka.RawRecord;
import dev.evenkeel.connectors.kafka.RejectHeaders;
import dev.evenkeel.connectors.kafka.RejectedRecord;
import dev.evenkeel.connectors.kafka.Sha256;
import dev.evenkeel.connectors.kafka.TopicAdmin;
import dev.evenkeel.connectors.kafka.TopicSpec;
import dev.evenkeel.embedded.EmbeddedFlink;
import dev.evenkeel.job.decode.DecodeFunction;
import dev.evenkeel.job.rejects.RejectFunction;
import dev.evenkeel.job.start.JobStart;
import dev.evenkeel.job.start.StartException;
import dev.evenkeel.job.start.StartFrom;
import dev.evenkeel.job.start.Surroundings;
import dev.evenkeel.job.training.TrainFunction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the settings of rejects do to a running job. */
class RejectsIT {
    private static final long ROWS = 400;
    /** A row that no one can mean, long after the guard knows what is usual. */
    private static final long ABSURD = 350;

    private static final int SMALL = 32 << 10;

    private static final DriftingRows STREAM = new DriftingRows(3);

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
    void rowsRefusedAfterDecodingComeAsTheyWereRead() throws Exception {
        PipelineSpec spec = pipeline("originals", "rejects.originals=true");
        publish(spec);

        Map<String, Object> counts = JobRun.start(flink, spec).awaitRead(ROWS).drain();

        assertThat(counts).containsEntry(TrainFunction.REFUSED_ROWS, 1L).containsEntry(RejectFunction.OVER_RATE, 0L);
        RawRecord refused = rejected(spec).stream()
                .filter(reject -> LiveTopics.header(reject, RejectHeaders.STAGE).equals(TrainFunction.STAGE))
                .findFirst()
                .orElseThrow();
        assertThat(refused.value()).isEqualTo(row(ABSURD));
        assertThat(refused.key()).isEqualTo(key(ABSURD));
        assertThat(LiveTopics.header(refused, "own")).isEqualTo("key-" + ABSURD);
        RejectedRecord said = RejectedRecord.of(refused.headers()).orElseThrow();
        assertThat(said.reason()).isEqualTo("number is absurd");
        assertThat(said.column()).isEqualTo("x0");
        assertThat(said.whole()).isTrue();
        JsonNode rejected = new LiveTopics(broker, spec).rejected();
        assertThat(rejected.path("train: number is absurd").asLong()).isEqualTo(1);
        assertThat(rejected.path("decode: wrong column count").asLong()).isPositive();
        long all = 0;
        for (JsonNode rows : rejected) {
            all += rows.asLong();
        }
        assertThat(all).isEqualTo(ROWS / 100 + 1);
    }

    @Test
    void hashesStandForValuesAndTheRateLeavesRejectsOut() throws Exception {
        PipelineSpec spec = pipeline("hashed", "rejects.hash-values=true", "rejects.rate=2");
        publish(spec);

        Map<String, Object> counts = JobRun.start(flink, spec).awaitRead(ROWS).drain();

        List<RawRecord> rejects = rejected(spec);
        long kept = rejects.size();
        assertThat(kept).isBetween(2L, 4L);
        assertThat(counts).containsEntry(RejectFunction.OVER_RATE, ROWS / 100 + 1 - kept);
        RawRecord first = rejects.get(0);
        // of the topic of rejects any partition may be read first
        long number = LongStream.iterate(37, n -> n < ROWS, n -> n + 100)
                .filter(n -> new String(first.value(), UTF_8).equals(Sha256.hex(row(n))))
                .findFirst()
                .orElseThrow();
        assertThat(new String(first.key(), UTF_8)).isEqualTo(Sha256.hex(key(number)));
        assertThat(LiveTopics.header(first, RejectHeaders.EXCEPTION_MESSAGE)).isEqualTo("wrong column count");
    }

    @Test
    void aTopicThatIsNotThereCostsRejectsAndNotTheJob() throws Exception {
        PipelineSpec spec = pipeline("dropped", "rejects.on-failure=drop", "kafka.create-topics=false");
        publish(spec);

        Map<String, Object> counts = JobRun.start(flink, spec).awaitRead(ROWS).drain();

        assertThat(counts)
                .containsEntry(DecodeFunction.REJECTED, ROWS / 100)
                .containsEntry(RejectFunction.LOST, ROWS / 100 + 1)
                .containsEntry(TrainFunction.LEARNED, ROWS - ROWS / 100 - 1);
    }

    @Test
    void aTopicThatIsThereGetsThemAllCutToWhatItTakes() throws Exception {
        PipelineSpec spec = pipeline("written", "rejects.on-failure=drop");
        TopicSpec small = new TopicSpec(
                spec.rejects().topic(), "rejects.topic", 1, 1, Map.of("max.message.bytes", Integer.toString(SMALL)));
        try (TopicAdmin admin = TopicAdmin.connect(Surroundings.access(spec), Duration.ofSeconds(10))) {
            admin.create(List.of(small));
        }
        publish(spec);
        broker.publish(Stream.of(new ProducerRecord<>(spec.examples().topic(), new byte[10 * SMALL])));

        Map<String, Object> counts =
                JobRun.start(flink, spec).awaitRead(ROWS + 1).drain();

        assertThat(counts).containsEntry(RejectFunction.LOST, 0L);
        List<RawRecord> rejects = rejected(spec);
        assertThat(rejects).hasSize((int) ROWS / 100 + 2);
        assertThat(rejects).anySatisfy(reject -> {
            assertThat(LiveTopics.header(reject, RejectHeaders.TRUNCATED_FROM)).isEqualTo("" + 10 * SMALL);
            assertThat(reject.value().length).isBetween(SMALL - 3_000, SMALL);
        });
    }

    @Test
    void aFreshJobRefusesAStreamOfWhichNothingCanBeDecoded() throws Exception {
        PipelineSpec spec = pipeline("foreign");
        try (TopicAdmin admin = TopicAdmin.connect(Surroundings.access(spec), Duration.ofSeconds(10))) {
            admin.create(Surroundings.topics(spec));
        }
        broker.publish(LongStream.range(0, 25)
                .mapToObj(number -> new ProducerRecord<>(spec.examples().topic(), "{\"x\": 1}".getBytes(UTF_8))));

        assertThatThrownBy(() -> JobStart.prepare(spec, new StartFrom.Newest()))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("none of the first 25 rows can be decoded: examples.topic=foreign.examples;"
                        + " the first: partition=0, offset=0: wrong column count")
                .hasMessageEndingWith("see examples.format, examples.options and schema");
    }

    private static List<RawRecord> rejected(PipelineSpec spec) throws Exception {
        return new LiveTopics(broker, spec).rejects();
    }

    private static PipelineSpec pipeline(String name, String... sets) {
        List<String> all = new ArrayList<>(List.of(
                "name=" + name,
                "kafka.bootstrap=" + broker.bootstrap(),
                "checkpoint.storage=" + directory.resolve(name).toUri(),
                "checkpoint.every=150ms",
                "restart.strategy=none"));
        all.addAll(Arrays.asList(sets));
        return TestPipelines.pipeline(all.toArray(String[]::new));
    }

    private static void publish(PipelineSpec spec) throws Exception {
        List<TopicSpec> topics = new ArrayList<>(Surroundings.topics(spec));
        topics.removeIf(topic -> topic.name().equals("dropped.rejects"));
        try (TopicAdmin admin = TopicAdmin.connect(Surroundings.access(spec), Duration.ofSeconds(10))) {
            admin.create(topics);
        }
        broker.publish(LongStream.range(0, ROWS).mapToObj(number -> {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                    spec.examples().topic(), 0, DriftingRows.timeMs(number), key(number), row(number));
            record.headers().add(new RecordHeader("own", key(number)));
            return record;
        }));
    }

    private static byte[] row(long number) {
        if (number == ABSURD) {
            return (DriftingRows.timeMs(number) + ",1e30,0.5,0.25,red,1").getBytes(UTF_8);
        }
        return MalformedRows.isMalformed(number) ? MalformedRows.at(number).bytes() : STREAM.csv(number);
    }

    private static byte[] key(long number) {
        return ("key-" + number).getBytes(UTF_8);
    }
}
