package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.connectors.kafka.Claim;
import dev.evenkeel.connectors.kafka.KafkaAccess;
import dev.evenkeel.connectors.kafka.OutgoingRecord;
import dev.evenkeel.connectors.kafka.RecordPublisher;
import dev.evenkeel.connectors.kafka.Sha256;
import dev.evenkeel.connectors.kafka.SnapshotId;
import dev.evenkeel.connectors.kafka.SnapshotRecords;
import dev.evenkeel.connectors.kafka.TopicAdmin;
import dev.evenkeel.connectors.kafka.TopicSpec;
import dev.evenkeel.dashboard.feed.Feed;
import dev.evenkeel.dashboard.feed.SnapshotDesk;
import dev.evenkeel.embedded.BrokerSettings;
import dev.evenkeel.embedded.EmbeddedKafka;
import dev.evenkeel.model.snapshot.ModelSnapshot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that somebody else has put into a topic of snapshots, with the checksums their records promise. */
class HostileSnapshotsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int GOOD = 1;

    @TempDir
    private static Path folder;

    @Test
    void neitherCommandsNorThePageHandThemOut() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(folder.resolve("kafka")))) {
            KafkaAccess access = KafkaAccess.plain(kafka.bootstrap());
            byte[] good = learned(kafka.bootstrap());
            Map<String, List<OutgoingRecord>> hostile = hostile(good);
            publish(access, SnapshotRecords.inline(id(good, GOOD), good, 0));
            for (List<OutgoingRecord> records : hostile.values()) {
                publish(access, records);
            }
            SnapshotDesk desk = new SnapshotDesk(
                    new Feed(access, "sample", "sample.metrics", "sample.snapshots", "sample.control"));

            assertThat(desk.list("sample")).hasSize(1 + hostile.size());
            int sequence = GOOD;
            for (String reason : hostile.keySet()) {
                sequence++;
                refused(kafka.bootstrap(), desk, sequence, reason);
            }
            assertThat(desk.fetch(desk.find("sample", GOOD))).isEqualTo(good);
        }
    }

    private static void refused(String bootstrap, SnapshotDesk desk, int sequence, String reason) throws IOException {
        Path out = folder.resolve(sequence + ".safetensors");
        var fetched = Invocation.of(on(bootstrap, "snapshot", "fetch", "" + sequence, "--out", out.toString()));
        var shown = Invocation.of(on(bootstrap, "snapshot", "show", "" + sequence));

        assertThat(fetched.exitCode()).as(reason).isNotZero();
        assertThat(fetched.err()).contains(reason);
        assertThat(out).doesNotExist();
        assertThat(shown.err()).contains(reason);
        var entry = desk.find("sample", sequence);
        assertThatThrownBy(() -> desk.fetch(entry))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(reason);
        assertThatThrownBy(() -> desk.compare("sample", GOOD, sequence)).hasMessageContaining(reason);
        assertThatThrownBy(() -> desk.rollback("sample", sequence)).hasMessageContaining(reason);
    }

    /** By what is wrong with them; their sequences follow the good one's. */
    private static Map<String, List<OutgoingRecord>> hostile(byte[] good) throws IOException {
        byte[] flipped = good.clone();
        flipped[flipped.length - 9] ^= 4;
        byte[] gigabyte = good.clone();
        ByteBuffer.wrap(gigabyte).order(ByteOrder.LITTLE_ENDIAN).putLong(0, 1 << 30);
        Map<String, List<OutgoingRecord>> hostile = new LinkedHashMap<>();
        hostile.put("bytes must follow without gap", forged(good, 2, Arrays.copyOf(good, good.length - 9)));
        hostile.put("tensors have changed", forged(good, 3, flipped));
        hostile.put("header bytes=1073741824", forged(good, 4, gigabyte));
        hostile.put(
                "shape overflows", forged(good, 5, header(good, "\"shape\":[1]", "\"shape\":[4294967296,4294967296]")));
        hostile.put("another snapshot than its record says", forged(good, 6, good));
        byte[] passwords = Files.readAllBytes(Path.of("/etc/passwd"));
        Claim claim = new Claim(Path.of("/etc/passwd").toUri(), Sha256.hex(passwords), passwords.length);
        hostile.put(
                "must be in [2, " + (passwords.length - 8) + "]: header bytes=",
                SnapshotRecords.claim(id(good, 7), claim, 0));
        return hostile;
    }

    private static List<OutgoingRecord> forged(byte[] good, int sequence, byte[] bytes) throws IOException {
        return SnapshotRecords.inline(id(good, sequence), bytes, 0);
    }

    private static byte[] header(byte[] good, String part, String by) {
        int length = (int) ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).getLong();
        String header = new String(good, 8, length, StandardCharsets.UTF_8);
        assertThat(header).contains(part);
        byte[] changed = header.replace(part, by).getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + changed.length + good.length - 8 - length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(changed.length)
                .put(changed);
        return bytes.put(good, 8 + length, good.length - 8 - length).array();
    }

    private static SnapshotId id(byte[] good, int sequence) throws IOException {
        ModelSnapshot snapshot = ModelSnapshot.decode(good);
        return new SnapshotId("sample", sequence, snapshot.version(), snapshot.sha256());
    }

    private static byte[] learned(String bootstrap) throws IOException {
        Path file = folder.resolve("model.safetensors");
        Path rows = Samples.csv(folder, 50);
        var run = Invocation.of(
                on(bootstrap, "evaluate", "--input", rows.toString(), "--rule", "nag", "--snapshot", file.toString()));
        assertThat(run.exitCode()).as(run.err()).isZero();
        return ModelSnapshot.decode(Files.readAllBytes(file))
                .with(ModelSnapshot.SEQUENCE, "" + GOOD)
                .encode();
    }

    private static void publish(KafkaAccess access, List<OutgoingRecord> records) throws IOException {
        try (TopicAdmin admin = TopicAdmin.connect(access, PATIENCE)) {
            admin.create(List.of(TopicSpec.compacted("sample.snapshots", "snapshots.topic", 1)));
        }
        try (RecordPublisher publisher = RecordPublisher.open(access, "sample.snapshots")) {
            for (OutgoingRecord record : records) {
                publisher.publish(record);
            }
        }
    }

    private static String[] on(String bootstrap, String... arguments) throws IOException {
        return Stream.concat(
                        Arrays.stream(arguments),
                        Stream.of("-p", Samples.pipeline(folder).toString(), "--set", "kafka.bootstrap=" + bootstrap))
                .toArray(String[]::new);
    }
}
