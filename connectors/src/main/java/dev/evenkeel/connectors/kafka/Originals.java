package dev.evenkeel.connectors.kafka;

import dev.evenkeel.connectors.kafka.KafkaSetupException.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads single records of a topic again by partition and offset. Offsets that come in order, a partition at a time, are read in
 * one go. Not thread-safe.
 */
public final class Originals implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaAccess access;
    private final String topic;
    private final Duration timeout;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TreeMap<Long, RawRecord> ahead = new TreeMap<>();
    private TopicPartition current;

    private Originals(KafkaAccess access, String topic, Duration timeout, KafkaConsumer<byte[], byte[]> consumer) {
        this.access = access;
        this.topic = topic;
        this.timeout = timeout;
        this.consumer = consumer;
    }

    /**
     * Opens a reader; nothing is asked of the brokers yet.
     *
     * @param timeout the longest that the brokers may take for one record
     * @throws KafkaSetupException when {@code access} is unusable
     */
    public static Originals open(KafkaAccess access, String topic, Duration timeout) throws KafkaSetupException {
        Properties properties = access.clientProperties();
        properties.setProperty("isolation.level", "read_committed");
        properties.setProperty("enable.auto.commit", "false");
        properties.setProperty("auto.offset.reset", "earliest");
        properties.setProperty("allow.auto.create.topics", "false");
        properties.setProperty("default.api.timeout.ms", Long.toString(timeout.toMillis()));
        try {
            return new Originals(
                    access,
                    topic,
                    timeout,
                    new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
        } catch (KafkaException e) {
            throw failed(access, topic, e);
        }
    }

    /**
     * The record at that place; empty when it is there no longer.
     *
     * @throws KafkaSetupException when the brokers fail, or do not answer in time
     */
    public Optional<RawRecord> find(int partition, long offset) throws KafkaSetupException {
        try {
            turnTo(new TopicPartition(topic, partition));
            ahead.headMap(offset, false).clear();
            RawRecord known = ahead.get(offset);
            if (known != null) {
                return Optional.of(known);
            }
            return read(offset);
        } catch (KafkaException e) {
            throw failed(access, topic, e);
        }
    }

    private void turnTo(TopicPartition partition) {
        if (!partition.equals(current)) {
            consumer.assign(List.of(partition));
            current = partition;
            ahead.clear();
        }
    }

    private Optional<RawRecord> read(long offset) throws KafkaSetupException {
        Long first = consumer.beginningOffsets(List.of(current), timeout).get(current);
        Long end = consumer.endOffsets(List.of(current), timeout).get(current);
        if (offset < first || offset >= end) {
            return Optional.empty();
        }
        if (consumer.position(current, timeout) != offset) {
            consumer.seek(current, offset);
            ahead.clear();
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        while (ahead.isEmpty() && consumer.position(current, timeout) <= offset) {
            for (ConsumerRecord<byte[], byte[]> read : consumer.poll(POLL)) {
                ahead.put(read.offset(), RawRecord.of(read));
            }
            if (ahead.isEmpty() && System.nanoTime() > deadline) {
                throw new KafkaSetupException(
                        Fault.ENVIRONMENT,
                        "nothing arrives within " + timeout.toMillis() + " ms: topic=" + topic + ", partition="
                                + current.partition() + ", offset=" + offset,
                        null);
            }
        }
        return Optional.ofNullable(ahead.get(offset));
    }

    private static KafkaSetupException failed(KafkaAccess access, String topic, KafkaException e) {
        return Denial.of(access, e, AclOperation.READ, "topic cannot be read: topic=" + topic);
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO)); // else it waits for the fetch that is under way
    }
}
