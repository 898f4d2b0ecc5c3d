package dev.evenkeel.connectors.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.connectors.kafka.Claim;
import dev.evenkeel.connectors.kafka.KafkaAccess;
import dev.evenkeel.connectors.kafka.RawRecord;
import dev.evenkeel.connectors.kafka.Sha256;
import dev.evenkeel.connectors.kafka.SnapshotContent;
import dev.evenkeel.connectors.kafka.SnapshotEntry;
import dev.evenkeel.connectors.kafka.SnapshotRecords;
import dev.evenkeel.connectors.kafka.SnapshotStore;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.parameter.NamedTensors.Tensor;
import dev.evenkeel.model.snapshot.ModelSnapshot;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotFollowerTest {
    private static final List<ModelSnapshot> SNAPSHOTS = Models.trained(4);
    private static final ModelSnapshot FIRST = SNAPSHOTS.get(0);
    private static final ModelSnapshot SECOND = SNAPSHOTS.get(1);
    private static final ModelSnapshot THIRD = SNAPSHOTS.get(2);
    private static final ModelSnapshot FOURTH = SNAPSHOTS.get(3);

    @TempDir
    Path folder;

    private final Map<Long, RawRecord> topic = new HashMap<>();
    private final List<String> heard = new ArrayList<>();
    private final LiveModel live = new LiveModel(Models.spec(12));
    private final SnapshotFollower follower = new SnapshotFollower(
            ReaderSettings.of(KafkaAccess.plain("nowhere:9092"), "bank.snapshots", Models.MODEL, Models.spec(12))
                    .withMostBytes(10_000_000)
                    .withListener(new ReaderListener() {
                        @Override
                        public void served(ServedSnapshot snapshot) {
                            heard.add("serves " + snapshot.sequence());
                        }

                        @Override
                        public void refused(String what, String reason) {
                            heard.add(what + ": " + reason);
                        }
                    }),
            this::fetch,
            live);

    private byte[] fetch(SnapshotEntry entry) throws IOException {
        RawRecord read = topic.get(entry.id().sequence());
        return SnapshotContent.of(entry, read.value(), SnapshotStore.NONE, SnapshotContent.MOST_BYTES);
    }

    private void publish(List<RawRecord> records) throws IOException {
        topic.put(SnapshotEntry.of(records.get(0)).id().sequence(), records.get(0));
        records.forEach(follower::take);
        follower.settle();
    }

    @Test
    void theNewestIsServedAndThoseBeforeItAreNotEvenRead() {
        for (ModelSnapshot snapshot : SNAPSHOTS) {
            Models.full(snapshot).forEach(follower::take);
        }
        follower.settle();

        assertThat(heard).containsExactly("serves 4");
        assertThat(live.snapshot().version()).isEqualTo(400);
        assertThat(live.snapshot().sha256()).isEqualTo(FOURTH.sha256());
        assertThat(live.snapshot().metadata()).containsEntry("pipeline", "bank");
    }

    @Test
    void deltasAreAppliedToTheirBaseWhereverItWasSeen() throws IOException {
        publish(Models.full(FIRST));
        publish(Models.delta(FIRST, SECOND));
        publish(Models.delta(FIRST, THIRD));
        publish(Models.full(FOURTH));

        assertThat(heard).containsExactly("serves 1", "serves 2", "serves 3", "serves 4");
        assertThat(live.snapshot().sha256()).isEqualTo(FOURTH.sha256());
    }

    @Test
    void aReaderThatJoinsAtADeltaFetchesItsBase() throws IOException {
        List<RawRecord> base = Models.full(FIRST);
        topic.put(1L, base.get(0));
        follower.take(base.get(0));
        publish(Models.delta(FIRST, THIRD));

        assertThat(heard).containsExactly("serves 3");
        assertThat(live.snapshot().sha256()).isEqualTo(THIRD.sha256());
    }

    @Test
    void aDeltaWaitsForItsBaseOrForTheNextCompleteSnapshotAndSaysSo() throws IOException {
        publish(Models.delta(FIRST, SECOND));
        follower.settle();
        String waits =
                "bank/2: a delta whose base has not come: base=1; waits for it, or for the next complete snapshot";
        assertThat(heard).containsExactly(waits);

        publish(Models.full(FIRST).subList(0, 1));
        assertThat(heard).containsExactly(waits, "serves 2");

        publish(Models.full(FOURTH));
        assertThat(heard).containsExactly(waits, "serves 2", "serves 4");
    }

    @Test
    void aDamagedBaseIsNamedAndTheNextCompleteSnapshotServes() throws IOException {
        List<RawRecord> base = Models.full(FIRST);
        base.get(0).value()[500] ^= 1;
        topic.put(1L, base.get(0));
        follower.take(base.get(0));
        publish(Models.delta(FIRST, SECOND));
        publish(Models.full(THIRD));

        assertThat(heard).hasSize(2).last().isEqualTo("serves 3");
        assertThat(heard.get(0))
                .startsWith("bank/2: its base cannot be read: base=1: damaged, or another file: ")
                .endsWith("; waits for the next complete snapshot");
    }

    @Test
    void versionsDoNotFallUnlessLatestWasDeleted() throws IOException {
        publish(Models.full(THIRD));
        publish(Models.full(SECOND));
        assertThat(live.snapshot().sequence()).isEqualTo(3);

        Models.read(List.of(SnapshotRecords.latestTombstone(Models.MODEL, 0))).forEach(follower::take);
        publish(Models.full(FIRST));

        assertThat(heard)
                .containsExactly(
                        "serves 3",
                        "bank/2: versions do not fall: version=200, expected>=300",
                        "bank/latest: deleted: the model begins anew, its last state predicts until then",
                        "serves 1");
    }

    @Test
    void otherModelsAndRepeatsAreNothingNew() throws IOException {
        publish(Models.full(FIRST));
        publish(Models.full(FIRST));
        follower.take(new RawRecord("t", 0, 0, 0, utf8("other/latest"), new byte[9], List.of()));
        follower.take(new RawRecord("t", 0, 0, 0, null, null, List.of()));
        follower.settle();

        assertThat(heard).containsExactly("serves 1");
    }

    @Test
    void recordsThatAreNoSnapshotsAreRefused() throws IOException {
        publish(Models.full(FIRST));
        follower.take(new RawRecord("t", 1, 2, 0, utf8("bank/latest"), new byte[9], List.of()));
        follower.settle();
        RawRecord second = Models.full(SECOND).get(0);
        follower.take(new RawRecord("t", 1, 3, 0, utf8("bank/77"), second.value(), second.headers()));

        assertThat(heard)
                .containsExactly(
                        "serves 1",
                        "bank/latest: not a snapshot: topic=t, partition=1, offset=2, key=bank/latest: has no header:"
                                + " evenkeel.sequence",
                        "bank/77: must be its key: bank/2");
        assertThat(live.snapshot().sequence()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}      | malformed header
            {"a":{"dtype":"F32","shape":[999999999999999999,99],"data_offsets":[0,0]}}      | shape overflows: tensor=a
            {"a":{"dtype":"F32","shape":[536870911],"data_offsets":[0,2147483644]}}         | must follow without gap
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}                          | must follow without gap
            {"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"a":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}} | duplicate name: tensor=a
            {"a":{"dtype":"F16","shape":[4],"data_offsets":[0,8]}}                          | unknown type: tensor=a
            """)
    void hostileHeadersAreRefusedAndTheLastGoodSnapshotPredicts(String header, String message) throws IOException {
        publish(Models.full(FIRST));
        byte[] json = utf8(header);
        byte[] file = ByteBuffer.allocate(8 + json.length + 8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .array();
        publish(Models.forged(SECOND, file));

        assertThat(heard).hasSize(2).last().asString().startsWith("bank/2: ").contains(message);
        assertThat(live.snapshot().sha256()).isEqualTo(FIRST.sha256());
    }

    @Test
    void aGigabyteHeaderAndATruncatedFileAreRefused() throws IOException {
        byte[] header = SECOND.encode();
        ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).putLong(1L << 30);
        publish(Models.forged(SECOND, header));
        publish(Models.forged(SECOND, Arrays.copyOf(SECOND.encode(), 3_000)));

        assertThat(heard).hasSize(2);
        assertThat(heard.get(0)).startsWith("bank/2: must be in [2, ").endsWith("]: header bytes=1073741824");
        assertThat(heard.get(1)).contains("bytes must follow without gap or overlap: tensor=");
    }

    @Test
    void anOversizedFileIsRefusedBeforeItIsRead() throws IOException {
        Path file = folder.resolve("huge.safetensors");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 40);
        }
        publish(Models.full(FIRST));
        publish(Models.read(SnapshotRecords.claim(
                Models.id(SECOND), new Claim(file.toUri(), Sha256.hex(new byte[0]), 1L << 40), 0)));
        publish(Models.read(
                SnapshotRecords.claim(Models.id(THIRD), new Claim(file.toUri(), Sha256.hex(new byte[0]), 512), 0)));

        assertThat(heard)
                .containsExactly(
                        "serves 1",
                        "bank/2: too large: snapshot=bank/2, bytes=1099511627776, expected<=10000000",
                        "bank/3: damaged, or another file: snapshot=bank/3, in " + file.toUri()
                                + ": bytes=1099511627776, expected=512");
    }

    @Test
    void aFileThatIsNotThereYetIsServedOnceItIs() throws IOException {
        byte[] bytes = SECOND.encode();
        Path file = folder.resolve("2.safetensors");
        Claim claim = new Claim(file.toUri(), Sha256.hex(bytes), bytes.length);
        publish(Models.read(SnapshotRecords.claim(Models.id(SECOND), claim, 0)));
        assertThat(heard).hasSize(1).last().asString().startsWith("bank/2: no such file: snapshot=bank/2");

        Files.write(file, bytes);
        publish(Models.read(SnapshotRecords.claim(Models.id(SECOND), claim, 0)));
        assertThat(heard).hasSize(2).last().isEqualTo("serves 2");
    }

    @Test
    void whatItsRecordDoesNotSayAndWhatIsNotFiniteAndOtherModelsAreRefused() throws IOException {
        publish(Models.full(FIRST));
        publish(Models.forged(SECOND, THIRD.encode()));
        publish(Models.full(Models.with(SECOND, nan(SECOND.tensors()), Map.of())));
        publish(Models.full(Models.with(SECOND, SECOND.tensors(), Map.of("learner.schema.hash-bits", "30"))));
        publish(Models.full(Models.with(SECOND, lostKeys(SECOND.tensors()), Map.of())));

        assertThat(heard).hasSize(5);
        assertThat(heard.get(1)).startsWith("bank/2: another snapshot than its record says: sequence=3, version=300");
        assertThat(heard.get(2)).isEqualTo("bank/2: must be finite: tensor=weights/linear/value, weight=NaN");
        assertThat(heard.get(3)).contains("schema.hash-bits=12, saved=30");
        assertThat(heard.get(4)).contains("lengths must agree: weights/linear/index=1");
        assertThat(live.snapshot().sha256()).isEqualTo(FIRST.sha256());
    }

    private static NamedTensors nan(NamedTensors tensors) {
        Tensor values = tensors.get("weights/linear/value");
        float[] changed = ((float[]) values.data()).clone();
        changed[0] = Float.NaN;
        return tensors.with("weights/linear/value", new Tensor(values.type(), values.shape(), changed));
    }

    private static NamedTensors lostKeys(NamedTensors tensors) {
        return tensors.with("weights/linear/index", new Tensor(NamedTensors.Type.I32, new long[] {1}, new int[] {3}));
    }

    @Test
    void noTruncationAndNoFlippedBitReachesPredictions() throws IOException {
        publish(Models.full(FIRST));
        byte[] full = SECOND.encode();
        byte[] delta = Models.delta(FIRST, SECOND).get(0).value();
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 4_000; i++) {
            boolean whole = random.nextBoolean();
            byte[] damaged = damaged(whole ? full : delta, random);
            publish(
                    whole
                            ? Models.forged(SECOND, damaged)
                            : Models.read(SnapshotRecords.inlineDelta(Models.id(SECOND), 1, damaged, 0)));
            assertThat(live.snapshot().sha256()).isIn(FIRST.sha256(), SECOND.sha256());
            if (live.snapshot().sequence()
                    == 2) { // a flip in what metadata say of time or place: no tensor has changed
                Models.read(List.of(SnapshotRecords.latestTombstone(Models.MODEL, 0)))
                        .forEach(follower::take);
                publish(Models.full(FIRST));
            }
        }

        assertThat(heard).hasSizeGreaterThan(3_000).noneMatch(text -> text.endsWith(": null"));
        publish(Models.full(THIRD));
        assertThat(heard).last().isEqualTo("serves 3");
    }

    private static byte[] damaged(byte[] bytes, SplittableRandom random) {
        if (random.nextInt(4) == 0) {
            return Arrays.copyOf(bytes, random.nextInt(bytes.length));
        }
        byte[] damaged = bytes.clone();
        for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
            int at =
                    random.nextBoolean() ? random.nextInt(Math.min(2_000, bytes.length)) : random.nextInt(bytes.length);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
        }
        return damaged;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
