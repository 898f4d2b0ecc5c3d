package dev.evenkeel.connectors.flink;

import dev.evenkeel.connectors.kafka.KafkaAccess;
import java.io.Serializable;
import java.util.Map;
import java.util.Objects;

/**
 * Where orders come from.
 *
 * @param access how to reach the brokers
 * @param topic of orders
 * @param model whose orders
 * @param start the first offset of each partition for a job without state, which older orders do not concern; partitions that are
 *     not named begin at their beginning
 */
public record ControlSettings(KafkaAccess access, String topic, String model, Map<Integer, Long> start)
        implements Serializable {
    /** Copies the map and refuses null. */
    public ControlSettings {
        Objects.requireNonNull(access, "access");
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(model, "model");
        start = Map.copyOf(start);
    }
}
