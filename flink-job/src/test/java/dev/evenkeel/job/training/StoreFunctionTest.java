package dev.evenkeel.job.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.kafka.Claim;
import dev.evenkeel.connectors.kafka.HeaderField;
import dev.evenkeel.connectors.kafka.OutgoingRecord;
import dev.evenkeel.connectors.kafka.SnapshotId;
import dev.evenkeel.connectors.kafka.SnapshotRecords;
import dev.evenkeel.job.TestPipelines;
import dev.evenkeel.job.settings.PipelineText;
import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.learner.TrainingLane;
import dev.evenkeel.model.snapshot.ModelSnapshot;
import dev.evenkeel.model.snapshot.SnapshotDelta;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.StreamFlatMap;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFunctionTest {
    private static final int RETAIN = 3;

    @TempDir
    Path store;

    @Test
    void smallSnapshotsTravelInTheRecord() throws Exception {
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
    void largeSnapshotsAreWrittenBeforeTheRecordClaimsThem() throws Exception {
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
    void writingTheSameSnapshotAgainChangesNothing() throws Exception {
        byte[] bytes = bytes(SnapshotRecords.INLINE_BYTES + 1);

        assertThat(stored(2, bytes)).isEqualTo(stored(2, bytes));
        assertThat(store.resolve("drift").toFile().list()).hasSize(1);
    }

    @Test
    void theSnapshotThatFallsOutOfTheNumberKeptIsDeleted() throws Exception {
        assertThat(keys(stored(RETAIN, bytes(9)))).containsExactly("drift/3", "drift/latest");
        List<OutgoingRecord> records = stored(RETAIN + 1, bytes(9)); // a version that kept no books has left 1 to 3

        assertThat(keys(records)).containsExactly("drift/4", "drift/latest", "drift/1");
        assertThat(records.get(2).value()).isNull();
    }

    @Test
    void ofASeriesTheFirstIsCompleteAndTheOthersAreWhatHasChanged() throws Exception {
        List<ModelSnapshot> snapshots = trained(5);
        try (Harness harness = harness(new StoreSettings(store.toUri().toString(), 2, 3), null)) {
            List<String> published = new ArrayList<>();
            for (ModelSnapshot snapshot : snapshots) {
                for (OutgoingRecord record : harness.store(encoded(snapshot))) {
                    published.add(new String(record.key(), UTF_8)
                            + (record.value() == null ? " deleted" : " since " + header(record, SnapshotRecords.BASE)));
                }
            }
            assertThat(published.stream().filter(text -> !text.contains("latest")))
                    .containsExactly(
                            "drift/1 since ",
                            "drift/2 since 1",
                            "drift/3 since 1",
                            "drift/4 since ",
                            "drift/2 deleted",
                            "drift/5 since 4",
                            "drift/1 deleted",
                            "drift/3 deleted");
            OutgoingRecord last = harness.last();
            assertThat(SnapshotDelta.decode(last.value())
                            .applyTo(snapshots.get(3))
                            .sha256())
                    .isEqualTo(snapshots.get(4).sha256());
        }
    }

    @Test
    void afterARestoreTheFirstIsCompleteAndBasesAreStillDeletedInTheirTime() throws Exception {
        List<ModelSnapshot> snapshots = trained(6);
        StoreSettings settings = new StoreSettings(store.toUri().toString(), 2, 3);
        OperatorSubtaskState state;
        try (Harness harness = harness(settings, null)) {
            for (ModelSnapshot snapshot : snapshots.subList(0, 3)) {
                harness.store(encoded(snapshot));
            }
            state = harness.operator().snapshot(1, 1);
        }
        try (Harness harness = harness(settings, state)) {
            List<OutgoingRecord> fourth = harness.store(encoded(snapshots.get(3)));
            assertThat(header(fourth.get(0), SnapshotRecords.CONTENT_TYPE)).isEqualTo(SnapshotRecords.SAFETENSORS);
            assertThat(keys(fourth)).containsExactly("drift/4", "drift/latest", "drift/2");
            assertThat(keys(harness.store(encoded(snapshots.get(4)))))
                    .containsExactly("drift/5", "drift/latest", "drift/1", "drift/3");
        }
    }

    @Test
    void filesGoOneCheckpointAfterTheirRecordsAndOthersStay() throws Exception {
        byte[] bytes = bytes(SnapshotRecords.INLINE_BYTES + 1);
        Path folder = Files.createDirectories(store.resolve("drift"));
        Path other = Files.createFile(folder.resolve("notes.txt"));
        try (Harness harness = harness(new StoreSettings(store.toUri().toString(), RETAIN, 0), null)) {
            for (long sequence = 1; sequence <= 5; sequence++) {
                harness.store(encoded(sequence, bytes));
            }
            assertThat(files(folder)).containsExactly("1", "2", "3", "4", "5", "notes.txt");
            harness.checkpoint(1);
            assertThat(files(folder)).hasSize(6);
            harness.store(encoded(6, bytes));
            harness.checkpoint(2);
            assertThat(files(folder)).containsExactly("3", "4", "5", "6", "notes.txt");
            harness.checkpoint(3);
            assertThat(files(folder)).containsExactly("4", "5", "6", "notes.txt");
        }
        assertThat(other).exists();
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .map(name -> name.endsWith(".safetensors") ? name.substring(0, name.indexOf('-')) : name)
                    .sorted()
                    .toList();
        }
    }

    private List<OutgoingRecord> stored(long sequence, byte[] bytes) throws Exception {
        try (Harness harness = harness(new StoreSettings(store.toUri().toString(), RETAIN, 0), null)) {
            return harness.store(encoded(sequence, bytes));
        }
    }

    private static EncodedSnapshot encoded(long sequence, byte[] bytes) {
        return new EncodedSnapshot(new SnapshotId("drift", sequence, 64 * sequence, "abc"), bytes, 77);
    }

    private static EncodedSnapshot encoded(ModelSnapshot snapshot) {
        SnapshotId id = new SnapshotId("drift", snapshot.sequence(), snapshot.version(), snapshot.sha256());
        return new EncodedSnapshot(id, snapshot.encode(), 77);
    }

    /** The states of a linear model after 2,000 rows and each further 4. */
    private static List<ModelSnapshot> trained(int snapshots) {
        PipelineSpec spec = TestPipelines.pipeline("update=nag", "schema.hash-bits=14", "stability.profile=off");
        TrainingLane lane = new PipelineText(spec).laneCodec().fresh();
        lane.learn(rows(1, 2_000));
        List<ModelSnapshot> trained = new ArrayList<>();
        for (int i = 0; i < snapshots; i++) {
            lane.learn(rows(2 + i, 4));
            lane.counts().publish(lane.learner().version());
            trained.add(ModelSnapshot.of("drift", lane, Instant.EPOCH));
        }
        return trained;
    }

    /** Rows of one token each, of 2,000. */
    private static MiniBatch rows(long seed, int rows) {
        SplittableRandom random = new SplittableRandom(seed);
        MiniBatch.Builder batch = new MiniBatch.Builder(3, rows);
        for (int r = 0; r < rows; r++) {
            Example row = new Example(3).label(random.nextInt(2)).weight(1);
            row.addToken(0, 7_919 * random.nextInt(2_000), 1);
            batch.add(row);
        }
        return batch.build();
    }

    private static Harness harness(StoreSettings settings, OperatorSubtaskState state) throws Exception {
        var operator = new OneInputStreamOperatorTestHarness<>(new StreamFlatMap<>(new StoreFunction(settings)));
        if (state != null) {
            operator.initializeState(state);
        }
        operator.open();
        return new Harness(operator);
    }

    /** The function in Flink's operator, without a cluster. */
    private record Harness(OneInputStreamOperatorTestHarness<EncodedSnapshot, OutgoingRecord> operator)
            implements AutoCloseable {
        List<OutgoingRecord> store(EncodedSnapshot snapshot) throws Exception {
            int before = operator.extractOutputValues().size();
            operator.processElement(snapshot, 0);
            List<OutgoingRecord> all = operator.extractOutputValues();
            return all.subList(before, all.size());
        }

        OutgoingRecord last() {
            return operator.extractOutputValues().stream()
                    .filter(record -> new String(record.key(), UTF_8).endsWith("latest"))
                    .reduce((a, b) -> b)
                    .orElseThrow();
        }

        void checkpoint(long id) throws Exception {
            operator.snapshot(id, id);
            operator.notifyOfCompletedCheckpoint(id);
        }

        @Override
        public void close() {
            try {
                operator.close();
            } catch (Exception e) { // Flink's harness declares it
                throw new IllegalStateException("operator must close: " + e.getMessage(), e);
            }
        }
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
