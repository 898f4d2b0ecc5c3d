package dev.evenkeel.connectors.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes single records to a topic, each acknowledged before the next. For a few records, not for streams. */
public final class RecordPublisher implements AutoCloseable {
    private final KafkaAccess access;
    private final String topic;
    private final Producer<byte[], byte[]> producer;

    private RecordPublisher(KafkaAccess access, String topic, Producer<byte[], byte[]> producer) {
        this.access = access;
        this.topic = topic;
        this.producer = producer;
    }

    /**
     * Opens a publisher.
     *
     * @throws IllegalArgumentException when {@code access} is unusable
     */
    public static RecordPublisher open(KafkaAccess access, String topic) {
        Properties properties = access.clientProperties();
        properties.setProperty("acks", "all");
        properties.setProperty("max.request.size", Integer.toString(2 * TopicSpec.MAX_ROW_RECORD_BYTES));
        try {
            return new RecordPublisher(
                    access,
                    topic,
                    new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()));
        } catch (KafkaException e) {
            throw new IllegalArgumentException(
                    "cannot be used: kafka.bootstrap=" + access.bootstrap() + ", see kafka.properties", e);
        }
    }

    /**
     * Publishes a record and waits until it is acknowledged.
     *
     * @throws IOException when it could not be published
     */
    public void publish(OutgoingRecord message) throws IOException {
        try {
            producer.send(message.to(topic)).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting: topic=" + topic, e);
        } catch (ExecutionException | KafkaException e) {
            throw Denial.of(access, e, AclOperation.WRITE, "record could not be published: topic=" + topic);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(10));
    }
}
