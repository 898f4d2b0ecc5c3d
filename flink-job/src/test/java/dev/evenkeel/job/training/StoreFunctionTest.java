package dev.evenkeel.job.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.connectors.kafka.Claim;
import dev.evenkeel.connectors.kafka.HeaderField;
import dev.evenkeel.connectors.kafka.OutgoingRecord;
import dev.evenkeel.connectors.kafka.SnapshotId;
import dev.evenkeel.connectors.kafka.SnapshotRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFunctionTest {
    private static final int RETAIN = 3;

    @TempDir
    Path store;

    @Test
    void smallSnapshotsTravelInTheRecord() throws IOException {
        byte[] bytes = bytes(SnapshotRecords.INLINE_BYTES);
        List<OutgoingRecord> records = stored(1, bytes);

        assertThat(keys(records)).containsExactly("drift/1", "drift/latest");
        assertThat(records).allSatisfy(record -> {
            assertThat(record.value()).isEqualTo(bytes);
            assertThat(record.timeMs()).isEqualTo(77);
            assertThat(header(record, SnapshotRecords.CONTENT_TYPE)).isEqualTo(SnapshotRecords.SAFETENSORS);
        });
        assertThat(store).isEmptyDirectory();
    }

    @Test
    void largeSnapshotsAreWrittenBeforeTheRecordClaimsThem() throws IOException {
        byte[] bytes = bytes(SnapshotRecords.INLINE_BYTES + 1);
        List<OutgoingRecord> records = stored(2, bytes);
        Claim claim = Claim.fromJson(records.get(0).value());

        assertThat(keys(records)).containsExactly("drift/2", "drift/latest");
        assertThat(header(records.get(0), SnapshotRecords.CONTENT_TYPE)).isEqualTo(SnapshotRecords.CLAIM_CHECK);
        assertThat(claim.bytes()).isEqualTo(bytes.length);
        assertThat(Path.of(claim.uri().getPath()))
                .hasBinaryContent(bytes)
                .hasFileName("2-" + claim.sha256() + ".safetensors");
    }

    @Test
    void writingTheSameSnapshotAgainChangesNothing() throws IOException {
        byte[] bytes = bytes(SnapshotRecords.INLINE_BYTES + 1);

        assertThat(stored(2, bytes)).isEqualTo(stored(2, bytes));
        assertThat(store.toFile().list()).hasSize(1);
    }

    @Test
    void theSnapshotThatFallsOutOfTheNumberKeptIsDeleted() throws IOException {
        assertThat(keys(stored(RETAIN, bytes(9)))).containsExactly("drift/3", "drift/latest");
        List<OutgoingRecord> records = stored(RETAIN + 1, bytes(9));

        assertThat(keys(records)).containsExactly("drift/4", "drift/latest", "drift/1");
        assertThat(records.get(2).value()).isNull();
    }

    private List<OutgoingRecord> stored(long sequence, byte[] bytes) throws IOException {
        List<OutgoingRecord> records = new ArrayList<>();
        new StoreFunction(store.toUri().toString(), RETAIN)
                .flatMap(
                        new EncodedSnapshot(new SnapshotId("drift", sequence, 64 * sequence, "abc"), bytes, 77),
                        new ListCollector<>(records));
        return records;
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(1).nextBytes(bytes);
        return bytes;
    }

    private static List<String> keys(List<OutgoingRecord> records) {
        return records.stream().map(record -> new String(record.key(), UTF_8)).toList();
    }

    private static String header(OutgoingRecord record, String name) {
        return HeaderField.last(record.headers(), name).orElse("");
    }
}
