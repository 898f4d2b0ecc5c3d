package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.connectors.kafka.KafkaAccess;
import dev.evenkeel.connectors.kafka.TopicAdmin;
import dev.evenkeel.connectors.kafka.TopicSpec;
import dev.evenkeel.embedded.BrokerSettings;
import dev.evenkeel.embedded.EmbeddedKafka;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders from the command line to a job that runs. */
final class ControlCommandIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

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
    void aRunningJobIsOrderedAbout() throws Exception {
        Invocation.of(
                on("ordered", "replay", "--input", Samples.csv(folder, 2_000).toString()));
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var main = new Main(Invocation.stream(out), Invocation.stream(err));
        String[] run = on("ordered", "run", "--local", "--dashboard", "--port", "0", "--json");
        var exitCode = CompletableFuture.supplyAsync(() -> main.execute(run));
        await().atMost(PATIENCE).until(() -> listed("ordered") > 0);

        assertThat(shown(err.toString(StandardCharsets.UTF_8), "/")).contains("<title>Evenkeel</title>");
        await().atMost(PATIENCE)
                .until(() -> shown(err.toString(StandardCharsets.UTF_8), "/api/state")
                        .contains("\"id\":\"ordered\""));

        assertThat(order("ordered", "control", "pause").path("event").asText()).isEqualTo("paused");
        assertThat(order("ordered", "control", "resume").path("event").asText()).isEqualTo("resumed");
        JsonNode later = order("ordered", "control", "publish", "--at-version", "999999", "--timeout", "2");
        assertThat(later.path("event").asText()).isEqualTo("order-waits");
        JsonNode back = order("ordered", "snapshot", "rollback", "1");
        assertThat(back.path("event").asText()).isEqualTo("rolled-back");
        assertThat(back.path("verdict").asText()).isEqualTo("stable");
        var spoken = Invocation.of(on("ordered", "control", "rollback"));
        assertThat(spoken.exitCode()).as(spoken.err()).isZero();
        assertThat(spoken.out()).contains("rolled back at version ", "Training is stable.");
        var gone = Invocation.of(on("ordered", "snapshot", "rollback", "77"));
        assertThat(gone.exitCode()).isEqualTo(2);
        assertThat(gone.err()).contains("no such snapshot: snapshot=77, topic=ordered.snapshots, expected=1");

        main.stopSignal().ask();
        assertThat(exitCode).succeedsWithin(PATIENCE).isEqualTo(0);
        JsonNode summary = JSON.readTree(out.toString(StandardCharsets.UTF_8));
        assertThat(summary.path("verdict").asText())
                .as(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("stable");
        assertThat(summary.path("rollbacks").asInt()).isEqualTo(2);
    }

    @Test
    void anOrderThatNoJobTakesSaysSo() throws IOException {
        var unknown = Invocation.of(on("unheard", "control", "pause"));
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("no such topic: control.topic=unheard.control");
        Invocation.of(on("unheard", "replay", "--input", Samples.csv(folder, 5).toString()));
        createTopics("unheard");

        var unheard = Invocation.of(on("unheard", "control", "pause", "--timeout", "0.5"));
        assertThat(unheard.exitCode()).isEqualTo(1);
        assertThat(unheard.err()).contains("no job answers within 0.5 s: pipeline=unheard", "stays in unheard.control");
    }

    @Test
    void anActionThatThereIsNotIsRefusedNamingThoseThereAre() throws IOException {
        var run = Invocation.of(on("none", "control", "explode"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("expected one of [PAUSE, RESUME, ROLLBACK, PUBLISH]");
    }

    private JsonNode order(String name, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--json");
        var run = Invocation.of(on(name, all.toArray(String[]::new)));
        assertThat(run.exitCode()).as(run.err()).isZero();
        return JSON.readTree(run.out());
    }

    /** What the page's server answers, at the address that the run has told. */
    private static String shown(String told, String path) throws IOException, InterruptedException {
        Matcher page = Pattern.compile("page +(http\\S+)").matcher(told);
        assertThat(page.find()).as(told).isTrue();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(page.group(1)).resolve(path)).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private int listed(String name) throws IOException {
        var list = Invocation.of(on(name, "snapshot", "list", "--json"));
        return list.exitCode() == 0
                ? JSON.readTree(list.out()).path("snapshots").size()
                : 0;
    }

    private static void createTopics(String name) throws IOException {
        KafkaAccess access = KafkaAccess.plain(kafka.bootstrap());
        try (TopicAdmin admin = TopicAdmin.connect(access, PATIENCE)) {
            admin.create(List.of(
                    TopicSpec.log(name + ".control", "control.topic", 1),
                    TopicSpec.log(name + ".metrics", "metrics.topic", 1)));
        }
    }

    private String[] on(String name, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-p", Samples.pipeline(folder).toString()));
        for (String set : List.of(
                "name=" + name,
                "kafka.bootstrap=" + kafka.bootstrap(),
                "checkpoint.storage=" + folder.resolve("checkpoints").toUri(),
                "checkpoint.every=200ms",
                "snapshots.every=1s",
                "metrics.every=200ms",
                "model.kind=linear")) {
            all.addAll(List.of("--set", set));
        }
        return all.toArray(String[]::new);
    }
}
