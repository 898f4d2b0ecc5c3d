package dev.evenkeel.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotRecordsTest {
    private static final SnapshotId ID = new SnapshotId("bank", 7, 512, "ab");
    private static final byte[] BYTES = "tensors".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private static RawRecord read(OutgoingRecord out) {
        return new RawRecord("snapshots", 0, 9, out.timeMs(), out.key(), out.value(), out.headers());
    }

    private static byte[] content(OutgoingRecord out) throws IOException {
        return content(out, SnapshotStore.NONE);
    }

    private static byte[] content(OutgoingRecord out, SnapshotStore store) throws IOException {
        return SnapshotContent.of(SnapshotEntry.of(read(out)), out.value(), store, 100);
    }

    @Test
    void inlineSnapshotComesBackUnderBothKeys() throws IOException {
        List<OutgoingRecord> records = SnapshotRecords.inline(ID, BYTES, 5);
        assertThat(records)
                .extracting(r -> new String(r.key(), StandardCharsets.UTF_8))
                .containsExactly("bank/7", "bank/latest");
        for (OutgoingRecord record : records) {
            assertThat(content(record)).isEqualTo(BYTES);
            assertThat(SnapshotEntry.of(read(record)))
                    .isEqualTo(new SnapshotEntry(ID, "application/vnd.safetensors", Sha256.hex(BYTES), 7, 5, 0, 9));
        }
    }

    @Test
    void claimedSnapshotComesFromItsFile() throws IOException {
        Path file = Files.write(folder.resolve("a b.safetensors"), BYTES);
        OutgoingRecord record = claimed(file.toUri());
        assertThat(SnapshotEntry.of(read(record)).claimed()).isTrue();
        assertThat(content(record)).isEqualTo(BYTES);
    }

    private static OutgoingRecord claimed(URI uri) {
        return SnapshotRecords.claim(ID, new Claim(uri, Sha256.hex(BYTES), BYTES.length), 5)
                .get(0);
    }

    @Test
    void filesThatDoNotMatchAreRefused() throws IOException {
        Path file = folder.resolve("snapshot");
        URI uri = file.toUri();
        assertThatThrownBy(() -> content(claimed(uri)))
                .isInstanceOf(IOException.class)
                .hasMessage("no such file: snapshot=bank/7, uri=" + uri
                        + ", expected=the file the snapshot was written to (snapshots.store)");
        Files.writeString(file, "short");
        assertThatThrownBy(() -> content(claimed(uri)))
                .hasMessage("damaged, or another file: snapshot=bank/7, in " + uri + ": bytes=5, expected=7");
        Files.writeString(file, "tensorX");
        assertThatThrownBy(() -> content(claimed(uri)))
                .hasMessageStartingWith("damaged, or another file: snapshot=bank/7, in " + uri + ": sha256=")
                .hasMessageEndingWith(", expected=" + Sha256.hex(BYTES));
        assertThatThrownBy(() -> content(claimed(URI.create("s3://bucket/x"))))
                .hasMessage("cannot be opened here: uri=s3://bucket/x, expected=a file: address (snapshots.store on a"
                        + " mounted folder), or a reader that was given a store (ReaderSettings.withStore)");
    }

    @Test
    void filesElsewhereComeFromAStoreAndAreCheckedAsWell() throws IOException {
        OutgoingRecord record = claimed(URI.create("s3://bucket/x"));
        assertThat(content(record, uri -> new ByteArrayInputStream(BYTES))).isEqualTo(BYTES);
        for (String wrong : List.of("short", "tensorX", "tensors and more")) {
            SnapshotStore store = uri -> new ByteArrayInputStream(wrong.getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> content(record, store))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("damaged, or another file: snapshot=bank/7, in s3://bucket/x: ");
        }
    }

    @Test
    void otherRecordsAreNoSnapshots() {
        RawRecord other = new RawRecord("t", 1, 2, 0, "a/b".getBytes(StandardCharsets.UTF_8), BYTES, List.of());
        assertThatThrownBy(() -> SnapshotEntry.of(other))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "not a snapshot: topic=t, partition=1, offset=2, key=a/b: has no header: evenkeel.sequence");
    }

    @Test
    void claimsSurviveTheirJsonAndOthersAreRefused() throws IOException {
        Claim claim = new Claim(URI.create("file:///a%20b"), Sha256.hex(BYTES), 7);
        assertThat(Claim.fromJson(claim.toJson())).isEqualTo(claim);
        String newer = new String(claim.toJson(), StandardCharsets.UTF_8).replace("{", "{\"new\":{\"x\":[1]},");
        assertThat(Claim.fromJson(newer.getBytes(StandardCharsets.UTF_8))).isEqualTo(claim);
        for (String text : List.of("", "[]", "{\"uri\":\"a\"}", "{\"bytes\":\"x\"}", "{\"uri\":")) {
            assertThatThrownBy(() -> Claim.fromJson(text.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("not a claim check: value=" + text + ", expected={\"uri\", \"sha256\", \"bytes\"}");
        }
    }

    @Test
    void idsMakeKeysThatCannotBeMistaken() {
        assertThatThrownBy(() -> new SnapshotId("a/b", 0, 0, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be a name without a slash: model=a/b");
        assertThat(SnapshotRecords.tombstone("bank", 7, 1).value()).isNull();
    }
}
