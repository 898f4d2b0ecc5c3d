package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.cli.topic.Replay;
import dev.evenkeel.config.PipelineFile;
import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.file.RowReader;
import dev.evenkeel.connectors.kafka.HeaderField;
import dev.evenkeel.connectors.kafka.KafkaAccess;
import dev.evenkeel.connectors.kafka.OutgoingRecord;
import dev.evenkeel.connectors.kafka.RawRecord;
import dev.evenkeel.connectors.kafka.RecordPublisher;
import dev.evenkeel.connectors.kafka.Rejects;
import dev.evenkeel.connectors.kafka.SnapshotId;
import dev.evenkeel.connectors.kafka.SnapshotRecords;
import dev.evenkeel.connectors.kafka.TopicAdmin;
import dev.evenkeel.connectors.kafka.TopicReader;
import dev.evenkeel.connectors.kafka.TopicSpec;
import dev.evenkeel.connectors.kafka.ValueHash;
import dev.evenkeel.embedded.BrokerSettings;
import dev.evenkeel.embedded.EmbeddedKafka;
import dev.evenkeel.model.snapshot.ModelSnapshot;
import dev.evenkeel.model.snapshot.SnapshotDelta;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that talk to a broker. Each test has topics of its own. */
final class TopicCommandsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LIMIT = TopicSpec.MAX_ROW_RECORD_BYTES;
    private static final long TIME_MS = 1_600_000_000_001L;

    @TempDir
    private static Path data;

    private static EmbeddedKafka kafka;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException {
        kafka = EmbeddedKafka.start(BrokerSettings.in(data));
    }

    @AfterAll
    static void stop() throws IOException {
        kafka.close();
    }

    @Test
    void replayPublishesRowsAsTheyAreWithoutHeader() throws IOException {
        var run = Invocation.of(on("replayed", "replay", "--json", "--input", rows(20)));

        JsonNode result = JSON.readTree(run.out());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(result.path("topic").asText()).isEqualTo("replayed.examples");
        assertThat(result.path("rows").asInt()).isEqualTo(20);
        assertThat(result.path("partitions").path("0").asInt()).isEqualTo(20);
        List<String> lines = Files.readAllLines(folder.resolve("sample.csv"));
        assertThat(values("replayed.examples")).isEqualTo(lines.subList(1, lines.size()));
    }

    @Test
    void replayAddsToWhatIsThereAndSaysSo() throws IOException {
        Invocation.of(on("twice", "replay", "--input", rows(5)));

        var run = Invocation.of(on("twice", "replay", "--input", rows(5)));

        assertThat(run.err()).contains("twice.examples holds 5 rows already; these come after them");
        assertThat(run.out()).contains("5 rows published to twice.examples", "by partition 0: 5");
        assertThat(values("twice.examples")).hasSize(10);
    }

    @Test
    void recordsHaveTheTimeOfTheirRows() throws IOException {
        Path file =
                Files.writeString(folder.resolve("timed.csv"), "at,x,y\n2001-01-01T00:00:00Z,1,yes\nnonsense,2,no\n");
        String[] timed = {
            "--set", "examples.options.header=at,x,y", "--set", "schema.time=at", "--set", "schema.categorical=[]"
        };

        var run = Invocation.of(on("timed", timed, "replay", "--input", file.toString()));

        assertThat(run.exitCode()).as(run.err()).isZero();
        List<RawRecord> records = records("timed.examples");
        assertThat(records.get(0).timeMs()).isEqualTo(978_307_200_000L);
        assertThat(records.get(1).timeMs()).as("a row for the job to reject").isGreaterThan(1_600_000_000_000L);
    }

    @Test
    void missingTopicsAreAMistakeUnlessTheyMayBeCreated() throws IOException {
        var run = Invocation.of(
                on("uncreated", new String[] {"--set", "kafka.create-topics=false"}, "replay", "--input", rows(5)));

        assertThat(run.exitCode()).isNotZero();
        assertThat(run.err()).contains("no such topic: examples.topic=uncreated.examples");
    }

    @Test
    void aLoopEndsWhenItIsAskedTo() throws Exception {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var main = new Main(Invocation.stream(out), Invocation.stream(err));
        String[] arguments = on("looped", "replay", "--loop", "--rate", "2000", "--json", "--input", rows(10));

        var exitCode = CompletableFuture.supplyAsync(() -> main.execute(arguments));
        await().atMost(PATIENCE).until(() -> end("looped.examples") > 30);
        main.stopSignal().ask();

        assertThat(exitCode).succeedsWithin(PATIENCE).isEqualTo(0);
        JsonNode result = JSON.readTree(out.toString(StandardCharsets.UTF_8));
        assertThat(result.path("stopped").asBoolean()).isTrue();
        assertThat(result.path("rows").asLong())
                .isEqualTo(end("looped.examples"))
                .isGreaterThan(30);
    }

    @Test
    void aReplayCanBeDrivenWithoutACommand() throws IOException {
        PipelineSpec spec = PipelineFile.load(
                        Samples.pipeline(folder),
                        List.of("name=driven", "kafka.bootstrap=" + kafka.bootstrap(), "kafka.partitions=2"),
                        name -> null)
                .spec();
        String file = rows(8);
        List<Long> progress = new ArrayList<>();

        Replay replay = new Replay(
                spec, () -> RowReader.open(file, "csv", spec.examples().options()), 0, 2);
        long present = replay.prepareTopic();
        Replay.Result result = replay.run(() -> false, progress::add);

        assertThat(present).isZero();
        assertThat(result.rows()).isEqualTo(16);
        assertThat(result.stopped()).isFalse();
        assertThat(progress).hasSize(16).endsWith(16L);
    }

    @Test
    void snapshotsAreListedShownAndFetched() throws IOException {
        byte[] first = publishSnapshot("shelf", 50, 1);
        byte[] second = publishSnapshot("shelf", 80, 2);
        Path out = folder.resolve("fetched.safetensors");

        JsonNode list = JSON.readTree(
                Invocation.of(on("shelf", "snapshot", "list", "--json")).out());
        var table = Invocation.of(on("shelf", "snapshot", "list"));
        var shown = Invocation.of(on("shelf", "snapshot", "show", "1"));
        JsonNode latest = JSON.readTree(
                Invocation.of(on("shelf", "snapshot", "show", "--json")).out());
        var fetched = Invocation.of(on("shelf", "snapshot", "fetch", "latest", "--out", out.toString()));

        assertThat(list.path("snapshots")).hasSize(2);
        assertThat(list.path("snapshots").path(1).path("version").asInt()).isEqualTo(80);
        assertThat(table.out().lines()).hasSize(3).allMatch(line -> line.length() <= 100);
        assertThat(shown.out())
                .startsWith("shelf/1, ")
                .containsPattern("examples +50")
                .containsPattern("weights/linear/value +F32 +\\d+x1");
        assertThat(shown.out().lines()).allMatch(line -> line.length() <= 100);
        assertThat(latest.path("sequence").asInt()).isEqualTo(2);
        assertThat(latest.path("tensors").path(0).path("name").asText()).isEqualTo("weights/linear/index");
        assertThat(fetched.exitCode()).as(fetched.err()).isZero();
        assertThat(Files.readAllBytes(out)).isEqualTo(second).isNotEqualTo(first);
    }

    @Test
    void deltasAreListedAsSuchAndShownAndFetchedComplete() throws IOException {
        ModelSnapshot base = ModelSnapshot.decode(publishSnapshot("deltas", 50, 1));
        ModelSnapshot next = ModelSnapshot.decode(learned("deltas", 80, 2));
        byte[] delta = SnapshotDelta.between(base, next).orElseThrow().encode();
        SnapshotId id = new SnapshotId("deltas", 2, next.version(), next.sha256());
        publishSnapshot("deltas", SnapshotRecords.inlineDelta(id, 1, delta, 2_000_000));
        Path out = folder.resolve("fetched.safetensors");

        JsonNode list = JSON.readTree(
                Invocation.of(on("deltas", "snapshot", "list", "--json")).out());
        var table = Invocation.of(on("deltas", "snapshot", "list"));
        var shown = Invocation.of(on("deltas", "snapshot", "show", "2"));
        var fetched = Invocation.of(on("deltas", "snapshot", "fetch", "2", "--out", out.toString()));

        assertThat(list.path("snapshots").path(0).path("base").isNull()).isTrue();
        assertThat(list.path("snapshots").path(1).path("base").asLong()).isEqualTo(1);
        assertThat(list.path("snapshots").path(1).path("bytes").asLong()).isEqualTo(delta.length);
        assertThat(table.out().lines().toList().get(2)).contains(" record         1  ");
        assertThat(shown.out())
                .startsWith("deltas/2, %,d bytes of changes since 1".formatted(delta.length))
                .containsPattern("examples +80")
                .containsPattern("weights/linear/value +F32 +\\d+x1");
        assertThat(fetched.out())
                .contains("complete, of %,d bytes of changes since 1".formatted(delta.length), next.sha256());
        ModelSnapshot complete = ModelSnapshot.decode(Files.readAllBytes(out));
        assertThat(complete.sha256()).isEqualTo(next.sha256());
        assertThat(complete.metadata()).isEqualTo(next.metadata());
    }

    @Test
    void aDeltaWithoutItsBaseIsNotShownButSaysWhatIsMissing() throws IOException {
        ModelSnapshot base = ModelSnapshot.decode(learned("baseless", 50, 1));
        ModelSnapshot next = ModelSnapshot.decode(learned("baseless", 80, 2));
        byte[] delta = SnapshotDelta.between(base, next).orElseThrow().encode();
        SnapshotId id = new SnapshotId("baseless", 2, next.version(), next.sha256());
        publishSnapshot("baseless", SnapshotRecords.inlineDelta(id, 1, delta, 2_000_000));

        for (String command : List.of("show", "rollback")) {
            var run = Invocation.of(on("baseless", "snapshot", command, "2"));

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err().strip())
                    .isEqualTo(
                            "error: base is not in the topic: snapshot=baseless/2, base=1, topic=baseless.snapshots");
        }
    }

    @Test
    void aSnapshotThatIsNotThereIsRefusedNamingThoseThatAre() throws IOException {
        publishSnapshot("few", 10, 3);

        var run = Invocation.of(on("few", "snapshot", "show", "9"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().strip())
                .isEqualTo("error: no such snapshot: snapshot=9, topic=few.snapshots, expected=3 | latest");
    }

    @Test
    void rejectsAreListedByReason() throws IOException {
        publishRejects("listed", new ValueHash(Optional.of("secret")));

        JsonNode list = JSON.readTree(
                Invocation.of(on("listed", "rejects", "list", "--json")).out());
        var table = Invocation.of(
                on("listed", "rejects", "list", "--reason", "NUMBER", "--since", at(0), "--until", at(2)));

        assertThat(list.path("rejects").asInt()).isEqualTo(4);
        JsonNode group = list.path("groups").path(0);
        assertThat(group.path("reason").asText()).isEqualTo("not a number");
        assertThat(group.path("count").asInt()).isEqualTo(2);
        assertThat(group.path("columns").path("age").asInt()).isEqualTo(2);
        assertThat(group.path("first").asText()).isEqualTo(at(0));
        assertThat(group.path("last").asText()).isEqualTo(at(1));
        assertThat(group.path("originals").path(1).asText()).isEqualTo("listed.examples/0/1");
        assertThat(table.out().lines().toList())
                .containsExactly(
                        "2  not a number, at decode",
                        "      columns    age (2)",
                        "      time       " + at(0) + " to " + at(1),
                        "      originals  listed.examples/0/0, listed.examples/0/1");
    }

    @Test
    void rejectsGoBackAsTheyCameEachOnce() throws IOException {
        publishRejects("back", new ValueHash(Optional.empty()));

        var dry = Invocation.of(on("back", "rejects", "replay", "--dry-run"));
        int before = records("back.examples").size();
        var first = Invocation.of(on("back", "rejects", "replay"));
        List<RawRecord> rows = records("back.examples");
        JsonNode second = JSON.readTree(
                Invocation.of(on("back", "rejects", "replay", "--json")).out());

        assertThat(dry.out()).startsWith("3 of 4 rejects would go back to back.examples");
        assertThat(before).isEqualTo(3);
        assertThat(first.out().lines().toList())
                .containsExactly(
                        "3 of 4 rejects sent back to back.examples", "1 cannot be replayed: their values are hashed");
        assertThat(rows).hasSize(6);
        for (int i = 0; i < 3; i++) {
            RawRecord original = rows.get(i);
            RawRecord replayed = rows.get(3 + i);
            assertThat(replayed.key()).isEqualTo(original.key());
            assertThat(replayed.value()).isEqualTo(original.value());
            assertThat(replayed.timeMs()).isEqualTo(original.timeMs());
            assertThat(replayed.headers())
                    .extracting(h -> h.name() + "=" + h.text())
                    .containsExactly("trace=" + i, "evenkeel.replayed=1", "evenkeel.replayed.from=back.rejects/0/" + i);
        }
        assertThat(second.path("replayed").asInt()).isZero();
        assertThat(second.path("done").asInt()).isEqualTo(3);
        assertThat(second.path("hashed").asInt()).isEqualTo(1);
    }

    @Test
    void aRowThatComesBackStaysUntilItIsAskedFor() throws IOException {
        publishRejects("round", new ValueHash(Optional.empty()));
        Invocation.of(on("round", "rejects", "replay"));
        RawRecord replayed = records("round.examples").get(3);
        publish("round.rejects", new Rejects(LIMIT).reject(replayed, "decode", notANumber()));

        var again = Invocation.of(on("round", "rejects", "replay"));
        var forced = Invocation.of(on("round", "rejects", "replay", "--again"));

        assertThat(again.out()).contains("0 of 5 rejects", "1 came back after a replay");
        assertThat(forced.out()).contains("4 of 5 rejects sent back");
        assertThat(records("round.examples").get(9).headers())
                .extracting(HeaderField::text)
                .containsExactly("0", "2", "round.rejects/0/4");
    }

    @Test
    void rejectsOfANewerProgramAreRefusedWithBothNumbers() throws IOException {
        publishRejects("newer", new ValueHash(Optional.empty()));
        List<HeaderField> headers =
                new ArrayList<>(records("newer.rejects").get(0).headers());
        headers.add(HeaderField.text("evenkeel.format", "2"));
        publish("newer.rejects", new OutgoingRecord(null, bytes("row"), headers, TIME_MS));

        for (String command : List.of("list", "replay")) {
            var run = Invocation.of(on("newer", "rejects", command));

            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err().strip())
                    .isEqualTo("error: rejects of a newer layout: evenkeel.format=2, expected<=1,"
                            + " record=newer.rejects/0/4; a newer Evenkeel wrote them: use its version, which reads the"
                            + " older ones as well");
        }
        assertThat(records("newer.examples")).as("nothing is sent back").hasSize(3);
    }

    @Test
    void hashedRejectsAloneAreAMistake() throws IOException {
        publishRejects("hashed", new ValueHash(Optional.empty()));

        var run = Invocation.of(on("hashed", "rejects", "replay", "--reason", "unknown label"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("cannot be replayed, their values are hashed (rejects.hash-values): rejects=1");
    }

    /** Three examples, each rejected: two as they are, one as it was decoded; and a reject with hashes. */
    private static void publishRejects(String name, ValueHash hash) throws IOException {
        try (TopicAdmin admin = TopicAdmin.connect(KafkaAccess.plain(kafka.bootstrap()), PATIENCE)) {
            admin.create(List.of(
                    TopicSpec.rows(name + ".examples", "examples.topic", 1, 1),
                    TopicSpec.rows(name + ".rejects", "rejects.topic", 1, 1)));
        }
        for (int i = 0; i < 3; i++) {
            publish(
                    name + ".examples",
                    new OutgoingRecord(
                            bytes("key" + i),
                            bytes("row" + i),
                            List.of(HeaderField.text("trace", "" + i)),
                            TIME_MS + i));
        }
        Rejects rejects = new Rejects(LIMIT);
        List<RawRecord> rows = records(name + ".examples");
        publish(name + ".rejects", rejects.reject(rows.get(0), "decode", notANumber()));
        publish(name + ".rejects", rejects.reject(rows.get(1), "decode", notANumber()));
        RawRecord stand = new RawRecord(name + ".examples", 0, 2, TIME_MS + 2, null, bytes("{}"), List.of());
        publish(
                name + ".rejects",
                rejects.rejectDecoded(
                        stand, "train", new IllegalArgumentException("number is absurd: limit=1: column=age")));
        publish(
                name + ".rejects",
                hash.apply(rejects.reject(rows.get(0), "decode", new IllegalArgumentException("unknown label: y=me"))));
    }

    private static void publish(String topic, OutgoingRecord message) throws IOException {
        try (RecordPublisher publisher = RecordPublisher.open(KafkaAccess.plain(kafka.bootstrap()), topic)) {
            publisher.publish(message);
        }
    }

    private static Exception notANumber() {
        return new IllegalArgumentException("not a number: age=me, expected=a number");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String at(int row) {
        return Instant.ofEpochMilli(TIME_MS + row).toString();
    }

    @Test
    void validateAsksTheBrokers() throws IOException {
        Invocation.of(on("asked", "replay", "--input", rows(1)));

        var run = Invocation.of(on("asked", "validate", "--connect"));
        var strict = Invocation.of(
                on("asked", new String[] {"--set", "kafka.create-topics=false"}, "validate", "--connect"));

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("topic asked.examples: 1 partition")
                .contains("topic asked.snapshots: missing, created at the first start")
                .contains(": the brokers are as the pipeline needs them");
        assertThat(strict.exitCode()).isEqualTo(2);
        assertThat(strict.err()).contains("no such topic: snapshots.topic=asked.snapshots");
    }

    @Test
    void validateFindsEverythingAtOnce() throws IOException {
        TopicSpec small = new TopicSpec(
                "wrong.snapshots",
                "snapshots.topic",
                1,
                1,
                Map.of("max.message.bytes", "100000", "cleanup.policy", "delete"));
        try (TopicAdmin admin = TopicAdmin.connect(KafkaAccess.plain(kafka.bootstrap()), PATIENCE)) {
            admin.create(List.of(small));
        }
        Invocation.of(on("wrong", "replay", "--input", rows(30)));
        String[] sets = {
            "--set", "checkpoint.storage=file:///proc/checkpoints",
            "--set", "examples.options.header=x,color,y,more",
            "--set", "delivery.transaction-timeout=20h"
        };

        var run = Invocation.of(on("wrong", sets, "validate", "--connect"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith(
                                        "error: must be a folder that can be written: checkpoint.storage=file:/proc"),
                        line -> assertThat(line)
                                .startsWith("error: longer than the brokers allow: delivery.transaction-timeout="),
                        line -> assertThat(line)
                                .isEqualTo("error: must be at least 925696: max.message.bytes=100000 of"
                                        + " snapshots.topic=wrong.snapshots"),
                        line -> assertThat(line)
                                .startsWith(
                                        "error: none of the first 30 rows can be decoded: examples.topic=wrong.examples;"
                                                + " the first: partition=0, offset=0: wrong column count"));
        assertThat(run.out())
                .contains("note: the newest snapshot may vanish: snapshots.topic=wrong.snapshots,"
                        + " cleanup.policy=delete, expected=compact");

        var latest =
                Invocation.of(on("wrong", "validate", "--connect", "--set", sets[3], "--set", "examples.start=latest"));

        assertThat(latest.out())
                .contains("note: 30 of the newest 30 rows of wrong.examples cannot be decoded; the first:"
                        + " partition=0, offset=0: wrong column count");
    }

    @Test
    void whatTheDecoderRefusesIsFoundWithTheRestThoughNoRowIsRead() throws IOException {
        String[] sets = {
            "--set", "checkpoint.storage=file:///proc/checkpoints",
            "--set", "examples.options.header=x,y",
            "--set", "examples.start=latest",
            "--set", "kafka.create-topics=false"
        };

        for (List<String> command : List.of(List.of("validate", "--connect"), List.of("run", "--local"))) {
            var run = Invocation.of(on("refused", sets, command.toArray(String[]::new)));

            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err())
                    .contains("must be a folder that can be written: checkpoint.storage=file:/proc")
                    .contains("not in the header: schema column=color, expected=x | y")
                    .contains("no such topic: examples.topic=refused.examples");
        }
    }

    @Test
    void rowsOfASchemaThatNeedsOthersAreFoundBeforeTheStart() throws IOException {
        Path schemas = Files.createDirectories(folder.resolve("schemas"));
        Files.writeString(
                schemas.resolve("258.avsc"),
                "{\"type\": \"record\", \"name\": \"Row\", \"fields\": [{\"name\": \"x\", \"type\": \"other.Type\"}]}");
        String[] sets = {"--set", "examples.format=avro", "--set", "examples.options={schema-folder: " + schemas + "}"};
        Invocation.of(on("referring", "replay", "--input", rows(1)));
        publish("referring.examples", new OutgoingRecord(null, new byte[] {0, 0, 0, 1, 2, 4}, List.of(), TIME_MS));

        var run = Invocation.of(on("referring", sets, "validate", "--connect"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("error: rows of a schema that cannot be read: examples.topic=referring.examples;"
                        + " unusable schema: id=258, expected=not an Avro schema: " + schemas.resolve("258.avsc"))
                .contains("other.Type", "see examples.options");
    }

    /** Learns some rows and publishes what came of it as that snapshot. */
    private byte[] publishSnapshot(String name, int rows, long sequence) throws IOException {
        byte[] bytes = learned(name, rows, sequence);
        ModelSnapshot snapshot = ModelSnapshot.decode(bytes);
        SnapshotId id = new SnapshotId(name, sequence, snapshot.version(), snapshot.sha256());
        publishSnapshot(name, SnapshotRecords.inline(id, bytes, 1_000_000L * sequence));
        return bytes;
    }

    private byte[] learned(String name, int rows, long sequence) throws IOException {
        Path file = folder.resolve("model.safetensors");
        Invocation.of(on(name, "evaluate", "--input", rows(rows), "--rule", "nag", "--snapshot", file.toString()));
        return ModelSnapshot.decode(Files.readAllBytes(file))
                .with(ModelSnapshot.SEQUENCE, "" + sequence)
                .encode();
    }

    private static void publishSnapshot(String name, List<OutgoingRecord> records) throws IOException {
        String topic = name + ".snapshots";
        try (TopicAdmin admin = TopicAdmin.connect(KafkaAccess.plain(kafka.bootstrap()), PATIENCE)) {
            admin.create(List.of(TopicSpec.compacted(topic, "snapshots.topic", 1)));
        }
        for (OutgoingRecord record : records) {
            publish(topic, record);
        }
    }

    private String[] on(String name, String... arguments) throws IOException {
        return on(name, new String[0], arguments);
    }

    private String[] on(String name, String[] sets, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-p", Samples.pipeline(folder).toString()));
        all.addAll(List.of("--set", "name=" + name, "--set", "kafka.bootstrap=" + kafka.bootstrap()));
        all.addAll(List.of(sets));
        return all.toArray(String[]::new);
    }

    private String rows(int count) throws IOException {
        return Samples.csv(folder, count).toString();
    }

    private static long end(String topic) throws IOException {
        try (TopicAdmin admin = TopicAdmin.connect(KafkaAccess.plain(kafka.bootstrap()), PATIENCE)) {
            return admin.partitions(topic) == 0 ? 0 : admin.endOffsets(topic).get(0);
        }
    }

    private static List<String> values(String topic) throws IOException {
        return records(topic).stream()
                .map(r -> new String(r.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private static List<RawRecord> records(String topic) throws IOException {
        List<RawRecord> records = new ArrayList<>();
        try (TopicReader reader = TopicReader.fromBeginning(KafkaAccess.plain(kafka.bootstrap()), topic, PATIENCE)) {
            reader.readToEnd(records::add);
        }
        return records;
    }
}
