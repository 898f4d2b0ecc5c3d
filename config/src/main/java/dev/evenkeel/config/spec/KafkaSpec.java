package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;
import java.util.Map;
import java.util.TreeMap;

/**
 * How Kafka is reached and what is created there.
 *
 * @param bootstrap brokers
 * @param properties handed to the clients as they are; may hold secrets, which is why {@link #toString} leaves the values out
 * @param group the consumer group
 * @param transactionalIdPrefix the start of all transactional ids
 * @param createTopics whether missing topics are created
 * @param partitions of created topics
 * @param replication of created topics
 */
public record KafkaSpec(
        @Key(
                about = "The brokers: host:port, several with commas between them.",
                required = true,
                example = "localhost:9092",
                expected = "host:port, several with commas between them",
                pattern = "[^\\s,:]+:[0-9]{1,5}(\\s*,\\s*[^\\s,:]+:[0-9]{1,5})*|\\[[0-9a-fA-F:]+\\]:[0-9]{1,5}")
        String bootstrap,

        @Key(about = "Client settings, handed on as they are: security.protocol, sasl.*, ssl.*.", orElse = "{}")
        Map<String, String> properties,

        @Key(
                about = "The consumer group whose offsets are committed.",
                orElse = "evenkeel-${name}",
                expected = "a word without blanks",
                pattern = "\\S+")
        String group,

        @Key(
                about = "The start of the producers' transactional ids; different for every running pipeline.",
                orElse = "${name}",
                expected = "a word without blanks",
                pattern = "\\S+")
        String transactionalIdPrefix,

        @Key(about = "Whether missing topics are created; when not, they are an error.", orElse = "true")
        boolean createTopics,

        @Key(about = "Partitions of created topics.", orElse = "1", min = "1", max = "10000")
        int partitions,

        @Key(about = "Replicas of created topics.", orElse = "1", min = "1", max = "32767")
        int replication) {
    private static final Map<String, String> OURS = Map.of(
            "bootstrap.servers", "kafka.bootstrap",
            "group.id", "kafka.group",
            "transactional.id", "kafka.transactional-id-prefix",
            "transaction.timeout.ms", "delivery.transaction-timeout",
            "auto.offset.reset", "examples.start",
            "enable.auto.commit", "checkpoint.every");

    /**
     * Checks the ranges and copies the map.
     *
     * @throws IllegalArgumentException when {@code properties} holds what has a key of its own
     */
    public KafkaSpec {
        Shapes.check(
                KafkaSpec.class,
                bootstrap,
                properties,
                group,
                transactionalIdPrefix,
                createTopics,
                partitions,
                replication);
        properties = Map.copyOf(properties);
        for (String property : new TreeMap<>(properties).keySet()) {
            if (OURS.containsKey(property)) {
                throw new IllegalArgumentException("must not hold " + property + ", set " + OURS.get(property)
                        + " instead: properties=" + property);
            }
        }
    }

    /** Everything but the values of the client settings. */
    @Override
    public String toString() {
        return "KafkaSpec[bootstrap=" + bootstrap + ", properties="
                + new TreeMap<>(properties).keySet() + ", group=" + group + ", transactionalIdPrefix="
                + transactionalIdPrefix + ", createTopics=" + createTopics + ", partitions=" + partitions
                + ", replication=" + replication + "]";
    }
}
