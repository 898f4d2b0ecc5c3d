package dev.evenkeel.connectors.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Gets the bytes of a snapshot from its record, and hands out none that do not match it. Stateless and thread-safe. */
public final class SnapshotContent {
    /** The most bytes that a snapshot can have: 2 GiB, less a little. */
    public static final long MOST_BYTES = Integer.MAX_VALUE - 8;

    private SnapshotContent() {}

    /**
     * The bytes of a snapshot or a delta, after checking length and SHA-256.
     *
     * @param value of the record
     * @param store opens files that are not at {@code file:} addresses
     * @param mostBytes what may be read; more is refused before memory is taken for it
     * @throws IOException when they are not there, too many, or do not match
     */
    public static byte[] of(SnapshotEntry entry, byte[] value, SnapshotStore store, long mostBytes) throws IOException {
        if (entry.bytes() > mostBytes) {
            throw new IOException(
                    "too large: snapshot=" + name(entry) + ", bytes=" + entry.bytes() + ", expected<=" + mostBytes);
        }
        return switch (entry.contentType()) {
            case SnapshotRecords.SAFETENSORS, SnapshotRecords.DELTA -> checked(entry, value, "the record");
            case SnapshotRecords.CLAIM_CHECK, SnapshotRecords.DELTA_CLAIM ->
                claimed(entry, Claim.fromJson(value).uri(), store);
            default ->
                throw new IOException("unknown content type: snapshot=" + name(entry) + ", content-type="
                        + entry.contentType() + ", expected=" + SnapshotRecords.SAFETENSORS + " | "
                        + SnapshotRecords.CLAIM_CHECK + " | " + SnapshotRecords.DELTA + " | "
                        + SnapshotRecords.DELTA_CLAIM);
        };
    }

    private static byte[] claimed(SnapshotEntry entry, URI uri, SnapshotStore store) throws IOException {
        if ("file".equals(uri.getScheme())) {
            return ofFile(entry, uri);
        }
        int bytes = (int) entry.bytes();
        try (InputStream in = store.open(uri)) {
            byte[] read = in.readNBytes(bytes); // takes memory as the bytes come, whatever the record promised
            if (read.length == bytes && in.read() >= 0) {
                throw mismatch(entry, uri.toString(), "bytes>" + bytes, Integer.toString(bytes));
            }
            return checked(entry, read, uri.toString());
        }
    }

    private static byte[] ofFile(SnapshotEntry entry, URI uri) throws IOException {
        Path file = Path.of(uri.getPath());
        if (!Files.isRegularFile(file)) {
            throw new IOException("no such file: snapshot=" + name(entry) + ", uri=" + uri
                    + ", expected=the file the snapshot was written to (snapshots.store)");
        }
        if (Files.size(file) != entry.bytes()) {
            throw mismatch(entry, uri.toString(), "bytes=" + Files.size(file), Long.toString(entry.bytes()));
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = new byte[(int) entry.bytes()];
            int read = in.readNBytes(bytes, 0, bytes.length);
            return checked(entry, read == bytes.length ? bytes : Arrays.copyOf(bytes, read), uri.toString());
        }
    }

    private static byte[] checked(SnapshotEntry entry, byte[] bytes, String where) throws IOException {
        if (bytes.length != entry.bytes()) {
            throw mismatch(entry, where, "bytes=" + bytes.length, Long.toString(entry.bytes()));
        }
        String sha256 = Sha256.hex(bytes);
        if (!sha256.equals(entry.sha256())) {
            throw mismatch(entry, where, "sha256=" + sha256, entry.sha256());
        }
        return bytes;
    }

    private static IOException mismatch(SnapshotEntry entry, String where, String actual, String expected) {
        return new IOException("damaged, or another file: snapshot=" + name(entry) + ", in " + where + ": " + actual
                + ", expected=" + expected);
    }

    private static String name(SnapshotEntry entry) {
        return entry.id().key();
    }
}
