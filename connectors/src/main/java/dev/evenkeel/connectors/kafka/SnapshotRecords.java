package dev.evenkeel.connectors.kafka;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Snapshots as records: the bytes themselves, or a claim check on them. What they hold is not looked at. Stateless.
 *
 * <p>A snapshot is published under two keys, its own and its model's {@code latest}, so that a compacted topic keeps both.
 */
public final class SnapshotRecords {
    /** Up to this size the bytes travel in the record: 900 KiB, below Kafka's usual limit of 1 MB. */
    public static final int INLINE_BYTES = 900 << 10;

    /** The header that tells the bytes from a claim check. */
    public static final String CONTENT_TYPE = "content-type";

    /** The content type of the bytes themselves. */
    public static final String SAFETENSORS = "application/vnd.safetensors";

    /** The content type of a {@link Claim}. */
    public static final String CLAIM_CHECK = "application/vnd.evenkeel.claim+json";

    /** The content type of the bytes of what has changed since {@link #BASE}. */
    public static final String DELTA = "application/vnd.evenkeel.delta";

    /** The content type of a {@link Claim} on what has changed since {@link #BASE}. */
    public static final String DELTA_CLAIM = "application/vnd.evenkeel.delta-claim+json";

    /** The header of a delta with the sequence of the complete snapshot it is applied to. */
    public static final String BASE = "evenkeel.base";

    /** The header with the snapshot's sequence. */
    public static final String SEQUENCE = "evenkeel.sequence";

    /** The header with the learner's version. */
    public static final String VERSION = "evenkeel.version";

    /** The header with the SHA-256 of all bytes of the snapshot or delta, wherever they lie. */
    public static final String SHA256 = "evenkeel.sha256";

    /** The header with the SHA-256 of the tensors alone; a delta's are those of the complete snapshot. */
    public static final String TENSORS_SHA256 = "evenkeel.tensors.sha256";

    /** The header with the length of the snapshot in bytes, wherever they lie. */
    public static final String BYTES = "evenkeel.bytes";

    private SnapshotRecords() {}

    /** The two records of a snapshot whose bytes travel along; for up to {@link #INLINE_BYTES}. */
    public static List<OutgoingRecord> inline(SnapshotId id, byte[] snapshot, long timeMs) {
        return both(id, headers(id, SAFETENSORS, Sha256.hex(snapshot), snapshot.length), snapshot, timeMs);
    }

    /** The two records of a delta whose bytes travel along; for up to {@link #INLINE_BYTES}. */
    public static List<OutgoingRecord> inlineDelta(SnapshotId id, long base, byte[] delta, long timeMs) {
        return both(id, based(base, headers(id, DELTA, Sha256.hex(delta), delta.length)), delta, timeMs);
    }

    /** The two records of a snapshot whose bytes lie elsewhere. */
    public static List<OutgoingRecord> claim(SnapshotId id, Claim claim, long timeMs) {
        return both(id, headers(id, CLAIM_CHECK, claim.sha256(), claim.bytes()), claim.toJson(), timeMs);
    }

    /** The two records of a delta whose bytes lie elsewhere. */
    public static List<OutgoingRecord> claimDelta(SnapshotId id, long base, Claim claim, long timeMs) {
        return both(id, based(base, headers(id, DELTA_CLAIM, claim.sha256(), claim.bytes())), claim.toJson(), timeMs);
    }

    /** The record that deletes an old snapshot. */
    public static OutgoingRecord tombstone(String model, long sequence, long timeMs) {
        return new OutgoingRecord(utf8(model + "/" + sequence), null, List.of(), timeMs);
    }

    /** The record that deletes what {@code latest} points at. */
    public static OutgoingRecord latestTombstone(String model, long timeMs) {
        return new OutgoingRecord(utf8(SnapshotId.latestKey(model)), null, List.of(), timeMs);
    }

    private static List<OutgoingRecord> both(SnapshotId id, List<HeaderField> headers, byte[] value, long timeMs) {
        return List.of(
                new OutgoingRecord(utf8(id.key()), value, headers, timeMs),
                new OutgoingRecord(utf8(SnapshotId.latestKey(id.model())), value, headers, timeMs));
    }

    private static List<HeaderField> headers(SnapshotId id, String contentType, String sha256, long bytes) {
        return List.of(
                HeaderField.text(CONTENT_TYPE, contentType),
                HeaderField.text(SEQUENCE, Long.toString(id.sequence())),
                HeaderField.text(VERSION, Long.toString(id.version())),
                HeaderField.text(SHA256, sha256),
                HeaderField.text(TENSORS_SHA256, id.tensorsSha256()),
                HeaderField.text(BYTES, Long.toString(bytes)));
    }

    private static List<HeaderField> based(long base, List<HeaderField> headers) {
        List<HeaderField> all = new ArrayList<>(headers);
        all.add(HeaderField.text(BASE, Long.toString(base)));
        return all;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
