package dev.evenkeel.connectors.flink;

import dev.evenkeel.connectors.kafka.RawRecord;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.common.TopicPartition;

/** Makes sources of {@link RawRecord}s. They read committed records only. */
public final class KafkaSources {
    /** How long a broker may hold an empty answer back, in ms; a task that ends waits for it. Records are never held back. */
    private static final String FETCH_WAIT_MS = "100";

    private KafkaSources() {}

    /** A source that never ends. */
    public static KafkaSource<RawRecord> create(SourceSettings settings) {
        return builder(settings).build();
    }

    /** A source that ends at what is the topic's end when the job starts. */
    public static KafkaSource<RawRecord> createBounded(SourceSettings settings) {
        return builder(settings).setBounded(OffsetsInitializer.latest()).build();
    }

    /** A source of orders; {@code group} is that under which offsets are committed. */
    public static KafkaSource<RawRecord> control(ControlSettings control, String group) {
        SourceSettings settings = new SourceSettings(
                control.access(),
                control.topic(),
                group,
                SourceSettings.Start.offsets(control.start()),
                Optional.empty());
        return builder(settings).setClientIdPrefix(group + "-control").build();
    }

    private static KafkaSourceBuilder<RawRecord> builder(SourceSettings settings) {
        Properties properties = new Properties();
        properties.setProperty("fetch.max.wait.ms", FETCH_WAIT_MS);
        properties.putAll(settings.access().properties());
        properties.setProperty("isolation.level", "read_committed");
        properties.setProperty(
                KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
                settings.discovery().map(Duration::toMillis).orElse(-1L).toString());
        return KafkaSource.<RawRecord>builder()
                .setBootstrapServers(settings.access().bootstrap())
                .setTopics(settings.topic())
                .setGroupId(settings.group())
                .setClientIdPrefix(settings.group())
                .setStartingOffsets(offsets(settings))
                .setDeserializer(new RawRecordDeserializer())
                .setProperties(properties);
    }

    private static OffsetsInitializer offsets(SourceSettings settings) {
        SourceSettings.Start start = settings.start();
        return switch (start.at()) {
            case EARLIEST -> OffsetsInitializer.earliest();
            case LATEST -> OffsetsInitializer.latest();
            case TIMESTAMP -> OffsetsInitializer.timestamp(start.timeMs());
            case OFFSETS ->
                OffsetsInitializer.offsets(start.offsets().entrySet().stream()
                        .collect(Collectors.toMap(
                                next -> new TopicPartition(settings.topic(), next.getKey()), Map.Entry::getValue)));
        };
    }
}
