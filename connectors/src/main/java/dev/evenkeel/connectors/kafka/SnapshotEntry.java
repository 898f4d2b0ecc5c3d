package dev.evenkeel.connectors.kafka;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a snapshot topic says of a snapshot, without its bytes.
 *
 * @param id which snapshot
 * @param contentType {@link SnapshotRecords#SAFETENSORS} or {@link SnapshotRecords#CLAIM_CHECK}
 * @param sha256 the SHA-256 of its bytes
 * @param bytes how many they are
 * @param timeMs the record's time
 * @param partition where the record is
 * @param offset where the record is
 */
public record SnapshotEntry(
        SnapshotId id, String contentType, String sha256, long bytes, long timeMs, int partition, long offset) {

    /** Whether the bytes lie outside the topic. */
    public boolean claimed() {
        return contentType.equals(SnapshotRecords.CLAIM_CHECK);
    }

    /**
     * The entry that a record with a value announces.
     *
     * @throws IOException when the record is no snapshot
     */
    static SnapshotEntry of(RawRecord read) throws IOException {
        String key = key(read);
        int slash = key.lastIndexOf('/');
        try {
            SnapshotId id = new SnapshotId(
                    key.substring(0, Math.max(slash, 0)),
                    Long.parseLong(header(read, SnapshotRecords.SEQUENCE)),
                    Long.parseLong(header(read, SnapshotRecords.VERSION)),
                    header(read, SnapshotRecords.TENSORS_SHA256));
            return new SnapshotEntry(
                    id,
                    header(read, SnapshotRecords.CONTENT_TYPE),
                    header(read, SnapshotRecords.SHA256),
                    Long.parseLong(header(read, SnapshotRecords.BYTES)),
                    read.timeMs(),
                    read.partition(),
                    read.offset());
        } catch (IllegalArgumentException e) {
            throw new IOException("not a snapshot: " + place(read) + ": " + e.getMessage(), e);
        }
    }

    static String key(RawRecord read) {
        return read.key() == null ? "" : new String(read.key(), StandardCharsets.UTF_8);
    }

    private static String header(RawRecord read, String name) {
        Optional<String> value = HeaderField.last(read.headers(), name);
        return value.orElseThrow(() -> new IllegalArgumentException("has no header: " + name));
    }

    private static String place(RawRecord read) {
        return "topic=" + read.topic() + ", partition=" + read.partition() + ", offset=" + read.offset() + ", key="
                + key(read);
    }
}
