package dev.evenkeel.connectors.kafka;

import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes records to a topic that may be unavailable: a record that cannot be written within seconds is counted and left out.
 * After a failure nothing is tried for a while, so that a topic that is gone costs no more than a second now and then.
 *
 * <p>{@link #publish} and {@link #flush} are for one thread; {@link #lost} may be read from any.
 */
public final class LossyPublisher implements AutoCloseable {
    /** How long nothing is tried after a failure. */
    static final Duration PAUSE = Duration.ofSeconds(5);

    private static final Duration BLOCK = Duration.ofSeconds(1);
    private static final Duration DELIVERY = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(LossyPublisher.class);

    private final String topic;
    private final Producer<byte[], byte[]> producer;
    private final LongSupplier nanoTime;
    private final AtomicLong lost = new AtomicLong();
    private volatile boolean failed;
    private volatile long failedAt;

    LossyPublisher(String topic, Producer<byte[], byte[]> producer, LongSupplier nanoTime) {
        this.topic = topic;
        this.producer = producer;
        this.nanoTime = nanoTime;
    }

    /**
     * Opens a publisher.
     *
     * @throws IllegalArgumentException when {@code access} is unusable
     */
    public static LossyPublisher open(KafkaAccess access, String topic) {
        Properties properties = access.clientProperties();
        properties.setProperty("acks", "all");
        properties.setProperty("max.block.ms", Long.toString(BLOCK.toMillis()));
        properties.setProperty("request.timeout.ms", Long.toString(DELIVERY.toMillis() / 2));
        properties.setProperty("delivery.timeout.ms", Long.toString(DELIVERY.toMillis()));
        properties.setProperty("linger.ms", "5");
        properties.setProperty("max.request.size", Integer.toString(2 * TopicSpec.MAX_ROW_RECORD_BYTES));
        try {
            return new LossyPublisher(
                    topic,
                    new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()),
                    System::nanoTime);
        } catch (KafkaException e) {
            throw new IllegalArgumentException(
                    "cannot be used: kafka.bootstrap=" + access.bootstrap() + ", see kafka.properties", e);
        }
    }

    /** Publishes a record, or counts it as lost, then or later. Waits a second at most. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback gets the outcome
    public void publish(OutgoingRecord message) {
        if (failed && nanoTime.getAsLong() - failedAt < PAUSE.toNanos()) {
            lost.incrementAndGet();
            return;
        }
        try {
            producer.send(message.to(topic), (where, error) -> {
                if (error == null) {
                    failed = false;
                } else {
                    lose(error);
                }
            });
        } catch (KafkaException e) {
            lose(e);
        }
    }

    private void lose(Exception why) {
        lost.incrementAndGet();
        if (!failed || nanoTime.getAsLong() - failedAt >= PAUSE.toNanos()) {
            LOG.warn(
                    "records cannot be written and are left out: topic={}, lost={}: {}",
                    topic,
                    lost.get(),
                    why.getMessage());
        }
        failedAt = nanoTime.getAsLong();
        failed = true;
    }

    /** Waits until it is known of every record whether it was written; ten seconds at most. */
    public void flush() {
        try {
            producer.flush();
        } catch (KafkaException e) {
            LOG.warn("records on their way may be lost: topic={}: {}", topic, e.getMessage());
        }
    }

    /** Records left out so far. */
    public long lost() {
        return lost.get();
    }

    @Override
    public void close() {
        producer.close(DELIVERY);
    }
}
