package dev.evenkeel.connectors.kafka;

import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a topic of snapshots holds. Each call reads the topic anew.
 *
 * @param access how to reach the brokers
 * @param topic the topic's name
 * @param timeout the longest that the brokers may take to answer
 * @param store opens the files of snapshots that are not at {@code file:} addresses
 */
public record SnapshotTopic(KafkaAccess access, String topic, Duration timeout, SnapshotStore store)
        implements Serializable {
    /** A topic whose files are at {@code file:} addresses. */
    public SnapshotTopic(KafkaAccess access, String topic, Duration timeout) {
        this(access, topic, timeout, SnapshotStore.NONE);
    }

    /**
     * All snapshots that are not deleted, by model and sequence. Their bytes are not kept in memory.
     *
     * @throws IOException when the topic cannot be read, or holds something else
     */
    public List<SnapshotEntry> list() throws IOException {
        Map<String, RawRecord> newest = new TreeMap<>();
        try (TopicReader reader = TopicReader.fromBeginning(access, topic, timeout)) {
            reader.readToEnd(read -> {
                String key = SnapshotEntry.key(read);
                if (read.value() == null) {
                    newest.remove(key);
                } else if (!key.endsWith("/latest")) {
                    newest.put(key, withoutValue(read));
                }
            });
        }
        List<SnapshotEntry> entries = new ArrayList<>();
        for (RawRecord read : newest.values()) {
            entries.add(SnapshotEntry.of(read));
        }
        entries.sort(
                Comparator.comparing((SnapshotEntry e) -> e.id().model()).thenComparingLong(e -> e.id().sequence()));
        return entries;
    }

    private static RawRecord withoutValue(RawRecord read) {
        return new RawRecord(
                read.topic(), read.partition(), read.offset(), read.timeMs(), read.key(), new byte[0], read.headers());
    }

    /**
     * A model's snapshot of the highest sequence.
     *
     * @throws IOException when the topic cannot be read, or holds something else
     */
    public Optional<SnapshotEntry> latest(String model) throws IOException {
        return list().stream().filter(e -> e.id().model().equals(model)).reduce((a, b) -> b);
    }

    /**
     * The bytes of a snapshot as they were published, a delta's as well, from its record or from the file it claims, after checking
     * length and SHA-256.
     *
     * @throws IOException when they are not there, or do not match
     */
    public byte[] fetch(SnapshotEntry entry) throws IOException {
        try (TopicReader reader = TopicReader.fromOffset(access, topic, entry.partition(), entry.offset(), timeout)) {
            List<RawRecord> records = reader.atEnd() ? List.of() : reader.poll(timeout);
            if (records.isEmpty() || records.get(0).offset() != entry.offset()) {
                throw new IOException("no longer in the topic: snapshot="
                        + entry.id().key() + ", topic=" + topic + ", offset=" + entry.offset());
            }
            return SnapshotContent.of(entry, records.get(0).value(), store, SnapshotContent.MOST_BYTES);
        }
    }
}
