package dev.evenkeel.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.kafka.TopicAdmin;
import dev.evenkeel.embedded.EmbeddedFlink;
import dev.evenkeel.job.start.Surroundings;
import dev.evenkeel.job.training.TrainFunction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Predictions of a job that is killed, read by a consumer of its own. */
class PredictionsIT {
    private static final long ROWS = 12_000;
    private static final DriftingRows STREAM = new DriftingRows(4);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration POLL = Duration.ofMillis(200);

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
    void everyRowIsPredictedExactlyOnceAcrossKillsAndCanBeSwitchedOff() throws Exception {
        PipelineSpec spec = pipeline("predictions.enabled=true");
        publish(spec, 0, ROWS / 2);
        JobRun first = JobRun.start(flink, spec).awaitLearned(ROWS / 4);
        first.kill();
        JobRun second = JobRun.start(flink, spec).awaitLearned(ROWS / 2 - 64);
        publish(spec, ROWS / 2, ROWS);
        flink.replaceTaskManager();
        second.awaitLearned(ROWS * 3 / 4).kill();
        Map<String, Object> counts = JobRun.start(flink, spec).awaitRead(ROWS).drain();

        assertThat(counts).containsEntry(TrainFunction.LEARNED, ROWS);
        List<ConsumerRecord<byte[], byte[]>> predictions = committed(spec);
        assertThat(predictions).hasSize((int) ROWS);
        for (int r = 0; r < ROWS; r++) {
            ConsumerRecord<byte[], byte[]> prediction = predictions.get(r);
            JsonNode said = JSON.readTree(prediction.value());
            assertThat(new String(prediction.key(), UTF_8)).isEqualTo("key-" + r);
            assertThat(said.path("offset").asLong()).isEqualTo(r);
            assertThat(said.path("version").asLong()).as("prequential").isEqualTo(r);
            assertThat(prediction.timestamp()).isEqualTo(DriftingRows.timeMs(r));
        }

        publish(spec, ROWS, ROWS + 100);
        JobRun.start(flink, pipeline()).awaitRead(ROWS + 100).drain();
        assertThat(committed(spec)).hasSize((int) ROWS);
    }

    private static List<ConsumerRecord<byte[], byte[]>> committed(PipelineSpec spec) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("bootstrap.servers", broker.bootstrap());
        properties.put("isolation.level", "read_committed");
        properties.put("auto.offset.reset", "earliest");
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    List.of(new TopicPartition(spec.predictions().topic(), 0));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long end = consumer.endOffsets(partitions).get(partitions.get(0));
            while (consumer.position(partitions.get(0)) < end) {
                consumer.poll(POLL).forEach(records::add);
            }
        }
        return records;
    }

    private static PipelineSpec pipeline(String... sets) {
        List<String> all = new ArrayList<>(List.of(
                "name=predicted",
                "kafka.bootstrap=" + broker.bootstrap(),
                "checkpoint.storage=" + directory.resolve("predicted").toUri(),
                "checkpoint.every=150ms",
                "metrics.every=100ms"));
        all.addAll(Arrays.asList(sets));
        return TestPipelines.pipeline(all.toArray(String[]::new));
    }

    private static void publish(PipelineSpec spec, long from, long to) throws Exception {
        try (TopicAdmin admin = TopicAdmin.connect(Surroundings.access(spec), Duration.ofSeconds(10))) {
            admin.create(Surroundings.topics(spec));
        }
        broker.publish(LongStream.range(from, to)
                .mapToObj(number -> new ProducerRecord<>(
                        spec.examples().topic(),
                        0,
                        DriftingRows.timeMs(number),
                        ("key-" + number).getBytes(UTF_8),
                        STREAM.csv(number))));
    }
}
