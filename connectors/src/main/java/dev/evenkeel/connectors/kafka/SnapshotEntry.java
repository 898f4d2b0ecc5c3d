package dev.evenkeel.connectors.kafka;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a snapshot topic says of a snapshot, without its bytes.
 *
 * @param id which snapshot
 * @param contentType one of those of {@link SnapshotRecords}
 * @param sha256 the SHA-256 of its bytes
 * @param bytes how many they are
 * @param timeMs the record's time
 * @param partition where the record is
 * @param offset where the record is
 * @param base of a delta, the sequence of the complete snapshot it is applied to
 */
public record SnapshotEntry(
        SnapshotId id,
        String contentType,
        String sha256,
        long bytes,
        long timeMs,
        int partition,
        long offset,
        OptionalLong base) {
    /** Refuses a delta without a base, and a base of what is none. */
    public SnapshotEntry {
        boolean delta = contentType.equals(SnapshotRecords.DELTA) || contentType.equals(SnapshotRecords.DELTA_CLAIM);
        if (delta != base.isPresent()) {
            throw new IllegalArgumentException("a delta and nothing else has a base: content-type=" + contentType + ", "
                    + SnapshotRecords.BASE + "=" + base);
        }
        if (bytes < 0) {
            throw new IllegalArgumentException("must be >= 0: bytes=" + bytes);
        }
    }

    /** A complete snapshot. */
    public SnapshotEntry(
            SnapshotId id, String contentType, String sha256, long bytes, long timeMs, int partition, long offset) {
        this(id, contentType, sha256, bytes, timeMs, partition, offset, OptionalLong.empty());
    }

    /** Whether the bytes are only what has changed since {@link #base}. */
    public boolean delta() {
        return base.isPresent();
    }

    /** Whether the bytes lie outside the topic. */
    public boolean claimed() {
        return contentType.equals(SnapshotRecords.CLAIM_CHECK) || contentType.equals(SnapshotRecords.DELTA_CLAIM);
    }

    /**
     * The entry that a record with a value announces.
     *
     * @throws IOException when the record is no snapshot
     */
    public static SnapshotEntry of(RawRecord read) throws IOException {
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
                    read.offset(),
                    base(read));
        } catch (IllegalArgumentException e) {
            throw new IOException("not a snapshot: " + place(read) + ": " + e.getMessage(), e);
        }
    }

    /** The key of a record as text; empty when it has none. */
    public static String key(RawRecord read) {
        return read.key() == null ? "" : new String(read.key(), StandardCharsets.UTF_8);
    }

    private static OptionalLong base(RawRecord read) {
        Optional<String> base = HeaderField.last(read.headers(), SnapshotRecords.BASE);
        return base.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(base.get()));
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
