package dev.evenkeel.connectors.flink;

import dev.evenkeel.connectors.kafka.OutgoingRecord;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;

/** Makes sinks for {@link OutgoingRecord}s. */
public final class KafkaSinks {
    /** The least memory for records on their way, for one producer. */
    private static final int BUFFER_BYTES = 32 << 20;

    private KafkaSinks() {}

    /**
     * A sink: exactly-once with transactions, else at-least-once (a restart repeats what came after the last checkpoint).
     *
     * <p>Exactly-once keeps up to two producers open for each subtask, each with its own buffer.
     */
    public static KafkaSink<OutgoingRecord> create(SinkSettings settings) {
        Properties properties = new Properties();
        properties.putAll(settings.access().properties());
        properties.setProperty("max.request.size", Integer.toString(settings.maxRecordBytes() + (1 << 16)));
        properties.setProperty(
                "buffer.memory", Integer.toString(Math.max(BUFFER_BYTES, 2 * settings.maxRecordBytes())));
        properties.setProperty("acks", "all");
        KafkaSinkBuilder<OutgoingRecord> sink = KafkaSink.<OutgoingRecord>builder()
                .setBootstrapServers(settings.access().bootstrap())
                .setRecordSerializer(new OutgoingRecordSchema(settings.topic()));
        if (settings.transactions().isPresent()) {
            SinkSettings.Transactions transactions = settings.transactions().get();
            properties.setProperty(
                    "transaction.timeout.ms",
                    Long.toString(transactions.timeout().toMillis()));
            sink.setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE).setTransactionalIdPrefix(transactions.idPrefix());
        } else {
            sink.setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE);
        }
        return sink.setKafkaProducerConfig(properties).build();
    }
}
