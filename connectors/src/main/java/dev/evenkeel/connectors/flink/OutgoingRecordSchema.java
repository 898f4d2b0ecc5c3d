package dev.evenkeel.connectors.flink;

import dev.evenkeel.connectors.kafka.OutgoingRecord;
import java.util.Objects;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes records to one topic with their own time. Flink's timestamp is not used: at a stream's end, and out of global windows, it
 * is {@link Long#MAX_VALUE}, which Kafka refuses.
 */
public final class OutgoingRecordSchema implements KafkaRecordSerializationSchema<OutgoingRecord> {
    private static final long serialVersionUID = 1;

    private final String topic;

    /** Writes to that topic. */
    public OutgoingRecordSchema(String topic) {
        this.topic = Objects.requireNonNull(topic, "topic");
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            OutgoingRecord element, KafkaSinkContext context, Long flinkTimestampMs) {
        return element.to(topic);
    }
}
