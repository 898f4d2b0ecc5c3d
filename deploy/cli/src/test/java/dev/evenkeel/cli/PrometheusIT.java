package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alarms and the board with the real Prometheus. */
final class PrometheusIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Rows a second. */
    private static final int RATE = 1_000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path RULES = Path.of("../prometheus/evenkeel.rules.yml");
    private static final Path BOARD = Path.of("../grafana/evenkeel.json");

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void everyAlarmRingsWhenItShouldAndIsSilentWhenItShouldBe() throws Exception {
        Path tests = RULES.resolveSibling("evenkeel.rules.test.yml").toAbsolutePath();
        Process promtool = new ProcessBuilder(
                        InstalledProgram.of("promtool").toString(), "test", "rules", tests.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor()).as(said).isZero();
        assertThat(Files.readString(tests)).contains(alarms());
    }

    private static List<String> alarms() throws IOException {
        return Files.readAllLines(RULES).stream()
                .filter(line -> line.contains("- alert: "))
                .map(line -> "alertname: " + line.substring(line.indexOf(": ") + 2))
                .toList();
    }

    @Test
    void everyQueryOfTheBoardHasDataOfARunningJob() throws Exception {
        Path prometheus = InstalledProgram.of("prometheus");
        int metrics = FreePorts.next();
        var err = new ByteArrayOutputStream();
        var main = new Main(Invocation.stream(new ByteArrayOutputStream()), Invocation.stream(err));
        String[] demo = demo(metrics);
        var exitCode = CompletableFuture.supplyAsync(() -> main.execute(demo));
        URI address = URI.create("http://127.0.0.1:" + FreePorts.next());
        Process server = start(prometheus, address, metrics);
        try {
            Map<String, String> queries = queries();
            assertThat(queries).hasSizeGreaterThan(25);
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .failFast(() -> {
                        assertThat(exitCode)
                                .as(err.toString(StandardCharsets.UTF_8))
                                .isNotDone();
                        assertThat(server.isAlive()).as(Files.readString(log())).isTrue();
                    })
                    .ignoreExceptions()
                    .untilAsserted(
                            () -> assertThat(withoutData(address, queries)).isEmpty());
            assertThat(ask(address, "/api/v1/rules").findValues("health"))
                    .allMatch(h -> h.asText().equals("ok"));
        } finally {
            main.stopSignal().ask();
            server.destroy();
            server.waitFor(10, TimeUnit.SECONDS);
            server.destroyForcibly();
        }
        assertThat(exitCode)
                .as(err.toString(StandardCharsets.UTF_8))
                .succeedsWithin(PATIENCE)
                .isEqualTo(0);
    }

    @Test
    void aTakenPortIsTheEnvironmentsFault() throws Exception {
        try (var taken = new ServerSocket(0)) {
            String port = Integer.toString(taken.getLocalPort());
            String file = Samples.pipeline(folder).toString();

            var failed = Invocation.of("run", "--local", "-p", file, "--metrics-port", port);

            assertThat(failed.exitCode()).isEqualTo(1);
            assertThat(failed.err()).startsWith("error: port must be free: port=" + port);
        }
    }

    /** A demo that runs until it is stopped: its rows last for longer than anyone waits. */
    private String[] demo(int metrics) throws IOException {
        return new String[] {
            "demo",
            "--headless",
            "-p",
            Samples.pipeline(folder).toString(),
            "--input",
            Samples.csvWithMistakes(folder, (int) (2 * PATIENCE.toSeconds() * RATE))
                    .toString(),
            "--rate",
            Integer.toString(RATE),
            "--metrics-port",
            Integer.toString(metrics),
            "--set",
            "model.kind=mlp",
            "--set",
            "metrics.every=200ms",
            "--set",
            "checkpoint.every=1s",
            "--set",
            "snapshots.every=1s"
        };
    }

    private Path log() {
        return folder.resolve("prometheus.log");
    }

    private Process start(Path prometheus, URI address, int metrics) throws IOException {
        Path settings = Files.writeString(folder.resolve("prometheus.yml"), """
            global: {scrape_interval: 1s, evaluation_interval: 1s}
            rule_files: ["%s"]
            scrape_configs:
              - job_name: flink
                static_configs: [{targets: ["127.0.0.1:%d"]}]
            """.formatted(
                        RULES.toAbsolutePath().normalize(), metrics));
        return new ProcessBuilder(
                        prometheus.toString(),
                        "--config.file=" + settings,
                        "--storage.tsdb.path=" + folder.resolve("tsdb"),
                        "--web.listen-address=127.0.0.1:" + address.getPort())
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
    }

    private static Map<String, String> queries() throws IOException {
        Map<String, String> queries = new TreeMap<>();
        for (JsonNode panel : JSON.readTree(BOARD.toFile()).path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                String name = panel.path("title").asText() + " "
                        + target.path("refId").asText();
                queries.put(name, target.path("expr").asText().replace("$job", ".*"));
            }
        }
        return queries;
    }

    private List<String> withoutData(URI address, Map<String, String> queries) throws Exception {
        List<String> empty = new ArrayList<>();
        for (Map.Entry<String, String> query : queries.entrySet()) {
            String encoded = URLEncoder.encode(query.getValue(), StandardCharsets.UTF_8);
            JsonNode answer = ask(address, "/api/v1/query?query=" + encoded);
            assertThat(answer.path("status").asText()).as(query.getValue()).isEqualTo("success");
            if (answer.path("data").path("result").isEmpty()) {
                empty.add(query.getKey());
            }
        }
        return empty;
    }

    private JsonNode ask(URI address, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path)).build();
        return JSON.readTree(
                client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
}
