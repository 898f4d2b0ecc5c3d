package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a demo: what it knows of a real job, the way back to a snapshot, and the report at the end. */
final class DemoPageIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private String said(String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(err.toString(StandardCharsets.UTF_8));
        return found.find() ? found.group(1) : "";
    }

    private JsonNode ask(HttpRequest.Builder request) throws IOException, InterruptedException {
        return JSON.readTree(client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                .body());
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return ask(HttpRequest.newBuilder(URI.create(said("page +(http\\S+)")).resolve(path)));
    }

    private JsonNode history() throws IOException, InterruptedException {
        String run = get("/api/state")
                .path("models")
                .path(0)
                .path("runs")
                .path(0)
                .path("run")
                .asText();
        return get("/api/history?id=sample&span=3600000&run=" + run);
    }

    @Test
    void aJobIsShownReturnedToASnapshotAndReported() throws Exception {
        Path html = folder.resolve("report.html");
        var main = new Main(Invocation.stream(new ByteArrayOutputStream()), Invocation.stream(err));
        String[] demo = {
            "demo",
            "-p",
            Samples.pipeline(folder).toString(),
            "--input",
            Samples.csv(folder, 20_000).toString(),
            "--rate",
            "2000",
            "--port",
            "0",
            "--html",
            html.toString(),
            "--set",
            "metrics.every=200ms",
            "--set",
            "snapshots.every=1s",
            "--set",
            "checkpoint.every=500ms",
            "--set",
            "model.kind=linear"
        };
        var exitCode = CompletableFuture.supplyAsync(() -> main.execute(demo));
        try {
            await().atMost(PATIENCE).until(() -> !said("page +(http\\S+)").isEmpty());
            await().atMost(PATIENCE)
                    .until(() -> history().path("figures").has("flink/checkpoint_age_seconds")
                            && !get("/api/snapshots?id=sample").isEmpty());
            JsonNode model = get("/api/state").path("models").path(0);
            assertThat(model.path("verdict").asText()).isEqualTo("stable");
            assertThat(history().path("figures").has("window/accuracy")).isTrue();

            long sequence =
                    get("/api/snapshots?id=sample").path(0).path("sequence").asLong();
            assertThat(get("/api/compare?id=sample&a=" + sequence + "&b=" + sequence)
                            .findValues("changed"))
                    .isNotEmpty()
                    .allMatch(changed -> changed.asInt() == 0);
            String order = ask(HttpRequest.newBuilder(
                                    URI.create(said("page +(http\\S+)")).resolve("/api/rollback"))
                            .header("Authorization", "Bearer " + said("token (\\S+)"))
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    "{\"id\": \"sample\", \"sequence\": " + sequence + "}")))
                    .path("order")
                    .asText();
            assertThat(order).isNotEmpty();
            await().atMost(PATIENCE)
                    .until(() ->
                            history().path("marks").findValuesAsText("order").contains(order));
            assertThat(history().path("marks").findValuesAsText("kind")).contains("rolled-back");
        } finally {
            main.stopSignal().ask();
        }
        assertThat(exitCode).succeedsWithin(PATIENCE).isEqualTo(0);
        assertThat(Files.readString(html)).contains("<title>sample, run ", "Prequential accuracy", "rolled-back");
    }
}
