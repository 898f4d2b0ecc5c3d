package dev.evenkeel.connectors.kafka;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A record to be written. Arrays are not copied and must not be changed.
 *
 * @param key its key, or null
 * @param value its value; null deletes the key in a compacted topic
 * @param headers its headers, in order
 * @param timeMs its time, milliseconds since 1970 UTC; see {@link #recordTimeMs()} for times that Kafka refuses
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record OutgoingRecord(byte[] key, byte[] value, List<HeaderField> headers, long timeMs) {
    /** Copies the list of headers. */
    public OutgoingRecord {
        headers = List.copyOf(headers);
    }

    /**
     * The time the record is written with: its own, 0 for times before 1970, and null (which lets the client take the present)
     * for times to come, of which brokers refuse those beyond {@code message.timestamp.after.max.ms}, an hour as a rule: one
     * row of a mistaken time must not stop a sink for good. {@link Long#MAX_VALUE}, the time of a stream's end, is one of them.
     */
    public Long recordTimeMs() {
        return timeMs > System.currentTimeMillis() ? null : Long.valueOf(Math.max(timeMs, 0));
    }

    /** The record as a producer takes it; the partition is left to the key. */
    public ProducerRecord<byte[], byte[]> to(String topic) {
        RecordHeaders fields = new RecordHeaders();
        headers.forEach(h -> fields.add(h.name(), h.value()));
        return new ProducerRecord<>(topic, null, recordTimeMs(), key, value, fields);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OutgoingRecord that
                && Arrays.equals(key, that.key)
                && Arrays.equals(value, that.value)
                && headers.equals(that.headers)
                && timeMs == that.timeMs;
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(key), timeMs);
    }
}
