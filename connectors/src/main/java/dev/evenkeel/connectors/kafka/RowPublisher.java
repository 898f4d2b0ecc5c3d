package dev.evenkeel.connectors.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes rows to a topic, each once and in order within a partition (idempotent producer, acknowledged by all replicas), at a
 * rate or as fast as it goes. Publishing is for one thread; counts may be read from any.
 */
public final class RowPublisher implements AutoCloseable {
    private final KafkaAccess access;
    private final String topic;
    private final Producer<byte[], byte[]> producer;
    private final Pace pace;
    private final Map<Integer, LongAdder> published = new ConcurrentHashMap<>();
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    private RowPublisher(KafkaAccess access, String topic, Producer<byte[], byte[]> producer, Pace pace) {
        this.access = access;
        this.topic = topic;
        this.producer = producer;
        this.pace = pace;
    }

    /**
     * Opens a publisher.
     *
     * @param rowsPerSecond at least 0; 0 publishes as fast as it goes
     * @throws IllegalArgumentException when the rate is negative, or {@code access} is unusable
     */
    public static RowPublisher open(KafkaAccess access, String topic, double rowsPerSecond) {
        Pace pace = new Pace(rowsPerSecond);
        Properties properties = access.clientProperties();
        properties.setProperty("acks", "all");
        properties.setProperty("enable.idempotence", "true");
        properties.setProperty("linger.ms", "5");
        properties.setProperty("batch.size", Integer.toString(1 << 18));
        properties.setProperty("buffer.memory", Integer.toString(64 << 20));
        properties.setProperty("max.request.size", Integer.toString(2 * TopicSpec.MAX_ROW_RECORD_BYTES));
        try {
            return new RowPublisher(
                    access,
                    topic,
                    new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()),
                    pace);
        } catch (KafkaException e) {
            throw new IllegalArgumentException(
                    "cannot be used: kafka.bootstrap=" + access.bootstrap() + ", see kafka.properties", e);
        }
    }

    /**
     * Publishes the row in {@code bytes[from, to)}, which is copied, when it is due; returns before it is acknowledged.
     *
     * @throws IOException when an earlier row, or this one, could not be published
     */
    public void publish(byte[] bytes, int from, int to) throws IOException {
        send(Arrays.copyOfRange(bytes, from, to), null);
    }

    /**
     * Publishes a row with a time of its own.
     *
     * @param timeMs milliseconds since 1970 UTC; times before it become 0, which is the earliest Kafka takes
     * @throws IOException when an earlier row, or this one, could not be published
     */
    public void publish(byte[] bytes, int from, int to, long timeMs) throws IOException {
        send(Arrays.copyOfRange(bytes, from, to), Math.max(timeMs, 0));
    }

    /**
     * Publishes a record as it is when it is due; returns before it is acknowledged.
     *
     * @param partition null leaves it to the key
     * @throws IOException when an earlier record, or this one, could not be published
     */
    public void publish(OutgoingRecord message, Integer partition) throws IOException {
        ProducerRecord<byte[], byte[]> sent = message.to(topic);
        send(new ProducerRecord<>(topic, partition, sent.timestamp(), message.key(), message.value(), sent.headers()));
    }

    private void send(byte[] row, Long timeMs) throws IOException {
        send(new ProducerRecord<>(topic, null, timeMs, null, row));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback gets the outcome
    private void send(ProducerRecord<byte[], byte[]> row) throws IOException {
        pace.await();
        throwFailure();
        try {
            producer.send(row, (where, error) -> {
                if (error == null) {
                    published
                            .computeIfAbsent(where.partition(), p -> new LongAdder())
                            .increment();
                } else {
                    failure.compareAndSet(null, error);
                }
            });
        } catch (KafkaException e) {
            failure.compareAndSet(null, e);
            throwFailure();
        }
    }

    /**
     * Waits until all rows are acknowledged.
     *
     * @throws IOException when one could not be published
     */
    public void flush() throws IOException {
        try {
            producer.flush();
        } catch (KafkaException e) {
            failure.compareAndSet(null, e);
        }
        throwFailure();
    }

    private void throwFailure() throws IOException {
        Exception e = failure.get();
        if (e != null) {
            throw Denial.of(access, e, AclOperation.WRITE, "row could not be published: topic=" + topic);
        }
    }

    /** Rows acknowledged so far, by partition. */
    public Map<Integer, Long> counts() {
        Map<Integer, Long> counts = new TreeMap<>();
        published.forEach((partition, count) -> counts.put(partition, count.sum()));
        return counts;
    }

    /** Rows acknowledged so far. */
    public long count() {
        return published.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** Gives rows on their way ten seconds; call {@link #flush} first to be sure of all. */
    @Override
    public void close() {
        producer.close(Duration.ofSeconds(10));
    }
}
