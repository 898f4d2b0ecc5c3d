package dev.evenkeel.connectors.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * A topic we need.
 *
 * @param name its name
 * @param setting the setting that names it, for messages
 * @param partitions partitions when we create it, at least 1
 * @param replication replicas of each partition when we create it, at least 1
 * @param config its configuration when we create it
 */
public record TopicSpec(String name, String setting, int partitions, int replication, Map<String, String> config) {
    /** What one record may take in the topics that hold rows: the longest row there is. */
    public static final int MAX_ROW_RECORD_BYTES = 8 << 20;

    /** Copies the map. */
    public TopicSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(setting, "setting");
        config = Map.copyOf(config);
        if (partitions < 1) {
            throw new IllegalArgumentException("must be at least 1: kafka.partitions=" + partitions);
        }
        if (replication < 1 || replication > Short.MAX_VALUE) {
            throw new IllegalArgumentException("must be in [1, 32767]: kafka.replication=" + replication);
        }
    }

    /** A topic of rows: kept for ever, since replayed rows carry old times, and taking rows of 8 MiB. */
    public static TopicSpec rows(String name, String setting, int partitions, int replication) {
        return new TopicSpec(
                name,
                setting,
                partitions,
                replication,
                Map.of(
                        "cleanup.policy",
                        "delete",
                        "retention.ms",
                        "-1",
                        "max.message.bytes",
                        Integer.toString(MAX_ROW_RECORD_BYTES)));
    }

    /** A topic that keeps the last record of each key, in one partition so that its order is that of publishing. */
    public static TopicSpec compacted(String name, String setting, int replication) {
        return new TopicSpec(name, setting, 1, replication, Map.of("cleanup.policy", "compact"));
    }

    /** A topic of a few records that are all kept, in one partition so that its order is that of publishing. */
    public static TopicSpec log(String name, String setting, int replication) {
        return new TopicSpec(name, setting, 1, replication, Map.of("cleanup.policy", "delete", "retention.ms", "-1"));
    }

    /** A topic whose records go after a while. */
    public static TopicSpec kept(String name, String setting, int partitions, int replication, Duration retention) {
        return new TopicSpec(
                name,
                setting,
                partitions,
                replication,
                Map.of("cleanup.policy", "delete", "retention.ms", Long.toString(retention.toMillis())));
    }
}
