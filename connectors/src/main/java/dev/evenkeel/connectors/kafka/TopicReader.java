package dev.evenkeel.connectors.kafka;

import dev.evenkeel.connectors.kafka.KafkaSetupException.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads all partitions of a topic: committed records only, without a consumer group. Records of a partition come in order. Not
 * thread-safe.
 */
public final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaAccess access;
    private final String topic;
    private final Duration timeout;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private Map<TopicPartition, Long> ends = Map.of();

    private TopicReader(KafkaAccess access, String topic, Duration timeout, KafkaConsumer<byte[], byte[]> consumer) {
        this.access = access;
        this.topic = topic;
        this.timeout = timeout;
        this.consumer = consumer;
    }

    /**
     * Opens a reader at the beginning of a topic.
     *
     * @param timeout the longest that the brokers may take to answer
     * @throws KafkaSetupException when no broker answers, or there is no such topic
     */
    public static TopicReader fromBeginning(KafkaAccess access, String topic, Duration timeout)
            throws KafkaSetupException {
        TopicReader reader = open(access, topic, timeout);
        reader.consumer.seekToBeginning(reader.ends.keySet());
        return reader;
    }

    /**
     * Opens a reader at the present end of a topic: it gives what is published from now on.
     *
     * @param timeout the longest that the brokers may take to answer
     * @throws KafkaSetupException when no broker answers, or there is no such topic
     */
    public static TopicReader fromEnd(KafkaAccess access, String topic, Duration timeout) throws KafkaSetupException {
        TopicReader reader = open(access, topic, timeout);
        reader.ends.forEach(reader.consumer::seek);
        return reader;
    }

    /**
     * Opens a reader at one record.
     *
     * @param timeout the longest that the brokers may take to answer
     * @throws KafkaSetupException when no broker answers, or there is no such partition
     */
    public static TopicReader fromOffset(KafkaAccess access, String topic, int partition, long offset, Duration timeout)
            throws KafkaSetupException {
        TopicReader reader = open(access, topic, timeout);
        TopicPartition wanted = new TopicPartition(topic, partition);
        if (!reader.ends.containsKey(wanted)) {
            reader.close();
            throw KafkaSetupException.configuration("no such partition: topic=" + topic + ", partition=" + partition);
        }
        reader.ends = Map.of(wanted, reader.ends.get(wanted));
        reader.consumer.assign(List.of(wanted));
        reader.consumer.seek(wanted, offset);
        return reader;
    }

    /**
     * Opens a reader of all partitions at one offset of each.
     *
     * @param offsets of the next record of each partition; others are read from their beginning
     * @param timeout the longest that the brokers may take to answer
     * @throws KafkaSetupException when no broker answers, or there is no such topic
     */
    public static TopicReader fromOffsets(
            KafkaAccess access, String topic, Map<Integer, Long> offsets, Duration timeout) throws KafkaSetupException {
        TopicReader reader = fromBeginning(access, topic, timeout);
        for (TopicPartition partition : reader.ends.keySet()) {
            Long offset = offsets.get(partition.partition());
            if (offset != null) {
                reader.consumer.seek(partition, offset);
            }
        }
        return reader;
    }

    private static TopicReader open(KafkaAccess access, String topic, Duration timeout) throws KafkaSetupException {
        Properties properties = access.clientProperties();
        properties.setProperty("isolation.level", "read_committed");
        properties.setProperty("enable.auto.commit", "false");
        properties.setProperty("auto.offset.reset", "earliest");
        properties.setProperty("allow.auto.create.topics", "false");
        properties.setProperty("default.api.timeout.ms", Long.toString(timeout.toMillis()));
        try {
            TopicReader reader = new TopicReader(
                    access,
                    topic,
                    timeout,
                    new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
            return reader.assigned();
        } catch (KafkaException e) {
            throw failed(access, topic, e);
        }
    }

    private TopicReader assigned() throws KafkaSetupException {
        try {
            List<PartitionInfo> infos = consumer.partitionsFor(topic, timeout);
            if (infos == null || infos.isEmpty()) {
                throw KafkaSetupException.configuration("no such topic: topic=" + topic);
            }
            List<TopicPartition> partitions = infos.stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            ends = consumer.endOffsets(partitions, timeout);
            return this;
        } catch (KafkaException e) {
            close();
            throw failed(access, topic, e);
        } catch (KafkaSetupException e) {
            close();
            throw e;
        }
    }

    private static KafkaSetupException failed(KafkaAccess access, String topic, KafkaException e) {
        return Denial.of(
                access,
                e,
                AclOperation.READ,
                "topic cannot be read: topic=" + topic + ", kafka.bootstrap=" + access.bootstrap());
    }

    /**
     * The next records; none when none arrive in time.
     *
     * @throws KafkaSetupException when the brokers fail
     */
    public List<RawRecord> poll(Duration wait) throws KafkaSetupException {
        List<RawRecord> records = new ArrayList<>();
        try {
            for (ConsumerRecord<byte[], byte[]> read : consumer.poll(wait)) {
                records.add(RawRecord.of(read));
            }
            return records;
        } catch (KafkaException e) {
            throw failed(access, topic, e);
        }
    }

    /**
     * Whether all that was committed when the reader was opened has been read.
     *
     * @throws KafkaSetupException when the brokers do not say where we are
     */
    public boolean atEnd() throws KafkaSetupException {
        try {
            return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey(), timeout) >= end.getValue());
        } catch (KafkaException e) {
            throw failed(access, topic, e);
        }
    }

    /**
     * From now on the end is where the topic ends now, for {@link #atEnd} and {@link #readToEnd}.
     *
     * @throws KafkaSetupException when the brokers do not answer
     */
    public void moveEnd() throws KafkaSetupException {
        try {
            ends = consumer.endOffsets(ends.keySet(), timeout);
        } catch (KafkaException e) {
            throw failed(access, topic, e);
        }
    }

    /**
     * Gives each record that was committed when the reader was opened to {@code sink}. Records that arrive later may be among
     * them.
     *
     * @throws KafkaSetupException when the brokers fail, or give nothing new for the time limit
     */
    public void readToEnd(Consumer<RawRecord> sink) throws KafkaSetupException {
        long quietSince = System.nanoTime();
        while (!atEnd()) {
            List<RawRecord> records = poll(POLL);
            records.forEach(sink);
            if (!records.isEmpty()) {
                quietSince = System.nanoTime();
            } else if (System.nanoTime() - quietSince > timeout.toNanos()) {
                throw new KafkaSetupException(
                        Fault.ENVIRONMENT,
                        "nothing arrives within " + timeout.toMillis() + " ms: topic=" + topic,
                        null);
            }
        }
    }

    /** Closes at once: waiting for brokers to forget the fetch that is under way would take as long as they may hold it, half a second. */
    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
