package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.embedded.BrokerSettings;
import dev.evenkeel.embedded.EmbeddedKafka;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Flink cluster of separate processes: submit, status, savepoint, a TaskManager that is killed, stop, resume, drain. */
final class ClusterIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ROWS = 20_000;

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
        port = freePort();
        rpcPort = freePort();
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
    void aJobSurvivesALostTaskManagerAnUpgradeAndACancelAndEndsInTheSameBits() throws Exception {
        Path rows = Samples.csv(folder, ROWS);
        JsonNode alone = result(command("evaluate", "--input", rows.toString()));
        result(command("replay", "--input", rows.toString()));

        JsonNode submitted = result(onCluster("run"));
        assertThat(submitted.path("resumed_from").isNull()).isTrue();
        JsonNode status = result(onCluster("status"));
        assertThat(status.path("job").asText()).isEqualTo(submitted.path("job").asText());
        assertThat(status.path("status").asText()).isEqualTo("RUNNING");
        var again = Invocation.of(onCluster("run"));
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err())
                .contains("runs there already: pipeline=upgraded, job="
                        + submitted.path("job").asText());
        await().atMost(PATIENCE)
                .until(() -> result(onCluster("status"))
                                .path("checkpoint")
                                .path("bytes")
                                .asLong()
                        > 0);

        kill("taskmanager-1");
        startMissing();
        await().atMost(PATIENCE)
                .until(() -> result(onCluster("status")).path("read").asLong() == ROWS);
        await().atMost(PATIENCE) // until its loss has been noticed
                .until(() -> Invocation.of(onCluster("savepoint")).exitCode() == 0);

        String stopped =
                result(onCluster("stop", "--savepoint")).path("savepoint").asText();
        JsonNode resumed = result(onCluster("resume"));
        assertThat(resumed.path("resumed_from").asText()).isEqualTo(stopped);
        assertThat(result(onCluster("stop", "--cancel")).path("savepoint").isNull())
                .isTrue();
        result(onCluster("resume"));
        JsonNode ended = result(onCluster("stop", "--drain"));

        assertThat(ended.path("read").asLong()).isEqualTo(ROWS);
        assertThat(ended.path("learned").asLong()).isEqualTo(ROWS);
        JsonNode snapshots = result(command("snapshot", "list")).path("snapshots");
        assertThat(snapshots.get(snapshots.size() - 1).path("tensors_sha256").asText())
                .as(snapshots.toPrettyString())
                .isEqualTo(alone.path("model").path("sha256").asText());
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

    private static void kill(String process) throws IOException {
        Path file = state.resolve("evenkeel/cluster/pid").resolve(process);
        long pid = Long.parseLong(Files.readString(file).strip());
        ProcessHandle handle = ProcessHandle.of(pid).orElseThrow();
        handle.destroyForcibly();
        await().atMost(PATIENCE).until(() -> !Files.exists(Path.of("/proc", String.valueOf(pid), "exe")));
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

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
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
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-p", Samples.pipeline(folder).toString()));
        for (String set : List.of(
                "name=upgraded",
                "kafka.bootstrap=" + kafka.bootstrap(),
                "checkpoint.storage=" + folder.resolve("checkpoints").toUri(),
                "checkpoint.every=500ms",
                "window.timeout=off",
                "restart.strategy=fixed-delay",
                "model.kind=mlp")) {
            all.addAll(List.of("--set", set));
        }
        return all.toArray(String[]::new);
    }
}
