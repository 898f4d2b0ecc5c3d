package dev.evenkeel.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.kafka.TopicAdmin;
import dev.evenkeel.embedded.EmbeddedFlink;
import dev.evenkeel.job.start.Surroundings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream that turns round while a real job learns it. */
class DriftAlarmIT {
    private static final long ROWS = 8_000;
    private static final long CHANGE = 6_000;

    /** ADWIN looks every 32 examples, and half of the labels that turn round tell it nothing. */
    private static final long DELAY = 500;

    @TempDir
    Path directory;

    @Test
    void theMetricsTopicTellsWhatHasChangedAndWhereAndWhen() throws Exception {
        SignRows stream = new SignRows(CHANGE, ROWS);
        try (Broker broker = Broker.start(directory.resolve("kafka"));
                EmbeddedFlink flink = JobRun.flink(1)) {
            PipelineSpec spec = TestPipelines.pipeline(
                    "kafka.bootstrap=" + broker.bootstrap(),
                    "checkpoint.storage=" + directory.resolve("checkpoints").toUri(),
                    "update=nag",
                    "stability.profile=off",
                    "drift.watch=[loss, x0]",
                    "restart.strategy=none");
            try (TopicAdmin admin = TopicAdmin.connect(Surroundings.access(spec), Duration.ofSeconds(10))) {
                admin.create(Surroundings.topics(spec));
            }
            broker.publish(LongStream.range(0, ROWS)
                    .mapToObj(number -> new ProducerRecord<>(
                            spec.examples().topic(), 0, DriftingRows.timeMs(number), key(), stream.csv(number))));
            JobRun.start(flink, spec).awaitRead(ROWS).drain();

            List<JsonNode> alarms = new LiveTopics(broker, spec)
                    .reports().stream()
                            .filter(record -> record.path("event").asText().equals("drift"))
                            .toList();
            assertThat(alarms).isNotEmpty();
            JsonNode first = alarms.get(0);
            assertThat(first.path("type").asText()).isEqualTo("event");
            assertThat(first.path("detector").asText()).isEqualTo("adwin");
            assertThat(first.path("signal").asText()).isEqualTo("loss");
            assertThat(first.path("direction").asText()).isEqualTo("up");
            assertThat(first.path("statistic").asDouble())
                    .isGreaterThan(first.path("threshold").asDouble());
            long example = first.path("example").asLong();
            assertThat(example).isBetween(CHANGE, CHANGE + DELAY);
            assertThat(first.path("time_ms").asLong()).isEqualTo(DriftingRows.timeMs(example - 1));
            assertThat(first.path("text").asText()).startsWith("loss has risen: adwin at ");
            assertThat(alarms)
                    .as("the numbers are as they were")
                    .allSatisfy(
                            alarm -> assertThat(alarm.path("signal").asText()).isEqualTo("loss"));
        }
    }

    private static byte[] key() {
        return "row".getBytes(StandardCharsets.UTF_8);
    }
}
