package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.config.PipelineFile;
import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.snapshot.SnapshotReader;
import dev.evenkeel.embedded.BrokerSettings;
import dev.evenkeel.embedded.EmbeddedKafka;
import dev.evenkeel.job.start.Surroundings;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Flink cluster of separate processes: submit, status, savepoint, a TaskManager that is killed, stop, resume, drain. */
final class ClusterIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ROWS = 6_000;

    @TempDir
    private static Path state;

    private static EmbeddedKafka kafka;
    private static int port;
    private static int rpcPort;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        kafka = EmbeddedKafka.start(BrokerSettings.in(state.resolve("kafka")));
        port = FreePorts.next();
        rpcPort = FreePorts.next();
        startMissing();
    }

    @AfterAll
    static void stop() throws Exception {
        try {
            cluster("stop");
        } finally {
            kafka.close();
        }
    }

    @Test
    void aJobSurvivesALostTaskManagerAndAnUpgradeAndEndsInTheSameBits() throws Exception {
        Path rows = Samples.csv(folder, ROWS);
        String alone = evaluated(rows);
        result(command("replay", "--input", rows.toString()));

        JsonNode submitted = result(onCluster("run"));
        assertThat(submitted.path("resumed_from").isNull()).isTrue();
        JsonNode status = result(onCluster("status"));
        assertThat(status.path("job").asText()).isEqualTo(submitted.path("job").asText());
        assertThat(status.path("status").asText()).isEqualTo("RUNNING");
        var again = Invocation.of(onCluster("run"));
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err())
                .contains("runs there already: pipeline=" + name() + ", job="
                        + submitted.path("job").asText());
        awaitCheckpoint();

        kill("taskmanager-1");
        startMissing();
        awaitRead(ROWS);
        await().atMost(PATIENCE) // until its loss has been noticed
                .until(() -> Invocation.of(onCluster("savepoint")).exitCode() == 0);

        String stopped =
                result(onCluster("stop", "--savepoint")).path("savepoint").asText();
        JsonNode resumed = result(onCluster("resume"));
        assertThat(resumed.path("resumed_from").asText()).isEqualTo(stopped);
        assertServed();
        assertDrained(ROWS, alone);
    }

    @Test
    @Tag("soak")
    void aJobCancelledFiveTimesLeavesNothingBehindAndContinuesASnapshotInTheSameBits() throws Exception {
        Path rows = Samples.csv(folder, ROWS);
        String alone = evaluated(rows);
        List<String> lines = Files.readAllLines(rows);
        int half = ROWS / 2;
        replay(lines.subList(0, half + 1));
        result(onCluster("run"));
        awaitRead(half);
        awaitCheckpoint();
        Usage first = Usage.of(processes());
        for (int i = 0; i < 5; i++) {
            result(onCluster("stop", "--cancel"));
            result(onCluster("resume"));
        }
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> { // threads end after their task, and what is finalized is freed by the next collection
                            Usage now = Usage.of(processes());
                            assertThat(now.noMoreThan(first))
                                    .as("%s, at first %s", now, first)
                                    .isTrue();
                        });

        assertThat(result(onCluster("stop", "--cancel")).path("savepoint").isNull())
                .isTrue();
        deleteCheckpoints();
        long known = learnedByNewest();
        assertThat(known).isBetween(1L, (long) half);
        lines.subList(1, half + 1).clear();
        replay(lines);
        JsonNode continued = result(onCluster("run", "--from-snapshot", "latest"));
        assertThat(continued.path("resumed_from").isNull()).isTrue();
        assertThat(continued.path("from_snapshot").asLong()).isPositive();
        awaitRead(ROWS - known);
        assertDrained(ROWS - known, alone);
    }

    /** What jobs that have gone would leave in Flink's processes: class loaders, after a collection, threads, and connections. */
    private record Usage(long loaders, long threads, long sockets) {
        /**
         * Class loaders: Java 17 keeps the types of the records whose {@code equals} and {@code hashCode} it has linked last
         * ({@code java.lang.runtime.ObjectMethods}), and with them the loader of a job that has gone, in each of three processes. A job
         * that left its own would leave five in one.
         */
        private static final int KEPT = 4;

        private static final int SLACK = 20; // threads; a job that left its own would leave some ten at each submission
        private static final int SOCKETS = 6; // a job that left its own would leave two at each submission

        static Usage of(List<Long> processes) throws Exception {
            long loaders = 0;
            long threads = 0;
            long sockets = 0;
            for (long process : processes) {
                jcmd(process, "GC.run");
                loaders += jcmd(process, "VM.classloader_stats")
                        .lines()
                        .filter(line -> line.contains("ChildFirstClassLoader"))
                        .count();
                threads += jcmd(process, "Thread.print")
                        .lines()
                        .filter(line -> line.startsWith("\""))
                        .count();
                sockets += sockets(process);
            }
            return new Usage(loaders, threads, sockets);
        }

        boolean noMoreThan(Usage other) {
            return loaders <= other.loaders + KEPT
                    && threads <= other.threads + SLACK
                    && sockets <= other.sockets + SOCKETS;
        }

        private static long sockets(long process) throws IOException {
            try (Stream<Path> open = Files.list(Path.of("/proc", String.valueOf(process), "fd"))) {
                return open.filter(Usage::isSocket).count();
            }
        }

        private static boolean isSocket(Path file) {
            try {
                return Files.readSymbolicLink(file).toString().startsWith("socket:");
            } catch (IOException e) {
                return false; // closed meanwhile
            }
        }

        private static String jcmd(long process, String command) throws Exception {
            Process jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            String.valueOf(process),
                            command)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(jcmd.waitFor()).as(said).isZero();
            return said;
        }
    }

    private String evaluated(Path rows) throws IOException {
        return result(command("evaluate", "--input", rows.toString()))
                .path("model")
                .path("sha256")
                .asText();
    }

    private void replay(List<String> lines) throws IOException {
        Path part = Files.write(folder.resolve("part.csv"), lines);
        result(command("replay", "--input", part.toString()));
    }

    private void awaitCheckpoint() {
        await().atMost(PATIENCE)
                .until(() -> result(onCluster("status"))
                                .path("checkpoint")
                                .path("bytes")
                                .asLong()
                        > 0);
    }

    private void awaitRead(long rows) {
        await().atMost(PATIENCE)
                .until(() -> result(onCluster("status")).path("read").asLong() == rows);
    }

    /** The job ends, has read so many rows since it began, and what is published last is a model of all rows. */
    private void assertDrained(long read, String sha256) throws IOException {
        JsonNode ended = result(onCluster("stop", "--drain"));
        assertThat(ended.path("read").asLong()).isEqualTo(read);
        assertThat(ended.path("learned").asLong()).isEqualTo(ROWS);
        assertThat(learnedByNewest()).isEqualTo(ROWS);
        assertThat(newest().path("tensors_sha256").asText()).isEqualTo(sha256);
    }

    /** Who starts to serve the model now, while the job that goes on has published nothing yet, finds the last one. */
    private void assertServed() throws IOException {
        PipelineSpec spec = PipelineFile.load(Samples.pipeline(folder), settings(), System::getenv)
                .spec();
        try (SnapshotReader reader = SnapshotReader.follow(
                Surroundings.access(spec), spec.snapshots().topic(), spec.name(), spec.learner())) {
            assertThat(reader.await(PATIENCE).snapshot().version()).isPositive();
        }
    }

    private long learnedByNewest() throws IOException {
        return newest().at("/metadata/examples").asLong();
    }

    /** The newest snapshot that is published. */
    private JsonNode newest() throws IOException {
        return result(command("snapshot", "show"));
    }

    private void deleteCheckpoints() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("checkpoints"))) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** A name of its own for each test: its topics. */
    private String name() {
        return folder.getFileName().toString();
    }

    private static List<Long> processes() throws IOException {
        return List.of(pid("jobmanager"), pid("taskmanager-1"), pid("taskmanager-2"));
    }

    private static long pid(String process) throws IOException {
        return Long.parseLong(
                Files.readString(state.resolve("evenkeel/cluster/pid").resolve(process))
                        .strip());
    }

    @Test
    void whereNothingRunsEveryCommandSaysSo() throws IOException {
        var idle = Invocation.of(idle("status"));
        assertThat(idle.exitCode()).isEqualTo(2);
        assertThat(idle.err()).contains("no job of this pipeline runs there: pipeline=idle");
        var nothing = Invocation.of(idle("resume"));
        assertThat(nothing.exitCode()).isEqualTo(2);
        assertThat(nothing.err()).contains("nothing to resume from: checkpoint.storage=");
        var nobody = Invocation.of(command("status", "--target", "localhost:1"));
        assertThat(nobody.exitCode()).isEqualTo(1);
        assertThat(nobody.err())
                .contains("no Flink cluster answers: target=localhost:1. deploy/evenkeel cluster start");
        var nowhere = Invocation.of(command("status", "--target", "localhost"));
        assertThat(nowhere.exitCode()).isEqualTo(2);
        assertThat(nowhere.err()).contains("must be host:port: --target=localhost");
    }

    /** Gone when this returns, or just about to go: {@code cluster start} sees to that. */
    private static void kill(String process) throws IOException {
        ProcessHandle.of(pid(process)).orElseThrow().destroyForcibly();
    }

    private static void startMissing() throws Exception {
        cluster(
                "start",
                "--port",
                String.valueOf(port),
                "--set",
                "jobmanager.rpc.port=" + rpcPort,
                "--set",
                "heartbeat.interval=500",
                "--set",
                "heartbeat.timeout=5000");
    }

    private static void cluster(String... arguments) throws Exception {
        List<String> words = new ArrayList<>(List.of("../cluster/cluster"));
        words.addAll(List.of(arguments));
        File said = state.resolve("cluster.out").toFile();
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(said);
        builder.environment().put("XDG_STATE_HOME", state.toString());
        Process process = builder.start();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(said.toPath(), StandardCharsets.UTF_8))
                .isZero();
    }

    private JsonNode result(String... arguments) throws IOException {
        String[] all = List.of(arguments).toArray(new String[arguments.length + 1]);
        all[arguments.length] = "--json";
        var run = Invocation.of(all);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return JSON.readTree(run.out());
    }

    private String[] idle(String command) throws IOException {
        List<String> all = new ArrayList<>(List.of(onCluster(command)));
        all.addAll(List.of("--set", "name=idle"));
        return all.toArray(String[]::new);
    }

    private String[] onCluster(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(command(arguments)));
        all.addAll(List.of("--target", "localhost:" + port));
        return all.toArray(String[]::new);
    }

    private String[] command(String... arguments) throws IOException {
        return Samples.command(folder, settings(), arguments);
    }

    private List<String> settings() {
        return List.of(
                "name=" + name(),
                "kafka.bootstrap=" + kafka.bootstrap(),
                "checkpoint.storage=" + folder.resolve("checkpoints").toUri(),
                "checkpoint.every=500ms",
                "window.timeout=off",
                "snapshots.every=3 batches",
                "restart.strategy=fixed-delay",
                "model.kind=mlp");
    }
}
