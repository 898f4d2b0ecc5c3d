package dev.evenkeel.cli.topic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.kafka.ControlRecord;
import dev.evenkeel.connectors.kafka.KafkaAccess;
import dev.evenkeel.connectors.kafka.RawRecord;
import dev.evenkeel.connectors.kafka.RecordPublisher;
import dev.evenkeel.connectors.kafka.TopicAdmin;
import dev.evenkeel.connectors.kafka.TopicReader;
import dev.evenkeel.connectors.kafka.TopicSpec;
import dev.evenkeel.job.start.Surroundings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Orders to a pipeline's running job.
 *
 * @param spec the pipeline
 */
public record Orders(PipelineSpec spec) {
    /** What answers an order that has come but waits for its version. */
    public static final String WAITS = "order-waits";

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Gives an order and waits for the event that answers it.
     *
     * @param timeout how long to wait
     * @return that event; the one that says the order waits, when nothing else came in time; empty when none did
     * @throws IOException when the brokers fail
     */
    public Optional<JsonNode> give(ControlRecord order, Duration timeout) throws IOException {
        KafkaAccess access = Surroundings.access(spec);
        requireTopics(access);
        try (TopicReader metrics = TopicReader.fromEnd(access, spec.metrics().topic(), PATIENCE)) {
            try (RecordPublisher publisher =
                    RecordPublisher.open(access, spec.control().topic())) {
                publisher.publish(order.toRecord(spec.name(), System.currentTimeMillis()));
            }
            return answer(order.id(), metrics, System.nanoTime() + timeout.toNanos());
        }
    }

    /** An order to a topic that a broker would make up on the spot reaches nobody. */
    private void requireTopics(KafkaAccess access) throws IOException {
        Set<String> needed = Set.of(spec.control().topic(), spec.metrics().topic());
        List<TopicSpec> topics = Surroundings.topics(spec).stream()
                .filter(topic -> needed.contains(topic.name()))
                .toList();
        try (TopicAdmin admin = TopicAdmin.connect(access, PATIENCE)) {
            admin.require(topics);
        }
    }

    private static Optional<JsonNode> answer(String id, TopicReader metrics, long deadline) throws IOException {
        Optional<JsonNode> waits = Optional.empty();
        while (System.nanoTime() < deadline) {
            for (RawRecord record : metrics.poll(POLL)) {
                JsonNode event = JSON.readTree(record.value());
                if (!event.path("order").asText().equals(id)) {
                    continue;
                }
                if (!event.path("event").asText().equals(WAITS)) {
                    return Optional.of(event);
                }
                waits = Optional.of(event);
            }
        }
        return waits;
    }
}
