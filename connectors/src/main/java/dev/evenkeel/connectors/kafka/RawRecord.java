package dev.evenkeel.connectors.kafka;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A record as it was read: all that a reject needs. Arrays are not copied and must not be changed.
 *
 * @param topic where it was read
 * @param partition the partition in that topic
 * @param offset the offset in that partition
 * @param timeMs the record's time, milliseconds since 1970 UTC; -1 where the record has none
 * @param key its key, or null
 * @param value its value, or null
 * @param headers its headers, in order
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record RawRecord(
        String topic, int partition, long offset, long timeMs, byte[] key, byte[] value, List<HeaderField> headers) {
    /** Copies the list of headers. */
    public RawRecord {
        Objects.requireNonNull(topic, "topic");
        headers = List.copyOf(headers);
    }

    /** The record that a consumer read. */
    public static RawRecord of(ConsumerRecord<byte[], byte[]> read) {
        Header[] headers = read.headers().toArray();
        return new RawRecord(
                read.topic(),
                read.partition(),
                read.offset(),
                read.timestamp(),
                read.key(),
                read.value(),
                headers.length == 0
                        ? List.of()
                        : Arrays.stream(headers)
                                .map(h -> new HeaderField(h.key(), h.value()))
                                .toList());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawRecord that
                && topic.equals(that.topic)
                && partition == that.partition
                && offset == that.offset
                && timeMs == that.timeMs
                && Arrays.equals(key, that.key)
                && Arrays.equals(value, that.value)
                && headers.equals(that.headers);
    }

    @Override
    public int hashCode() {
        return Objects.hash(topic, partition, offset);
    }
}
