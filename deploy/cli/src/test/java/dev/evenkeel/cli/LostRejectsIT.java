package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.cli.job.JobWatch;
import dev.evenkeel.config.PipelineFile;
import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.embedded.BrokerSettings;
import dev.evenkeel.embedded.EmbeddedKafka;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A topic of rejects that somebody deletes under a running job. */
final class LostRejectsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ROWS = 2_000;
    private static final int MISTAKES = 2;

    @TempDir
    private Path folder;

    @Test
    void costsTheRejectsAndNeitherTheJobNorItsSummary() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(folder.resolve("kafka")))) {
            var out = new ByteArrayOutputStream();
            var err = new ByteArrayOutputStream();
            var main = new Main(Invocation.stream(out), Invocation.stream(err));
            String[] run = command(kafka, "run", "--local", "--json");
            var exitCode = CompletableFuture.supplyAsync(() -> main.execute(run));
            try {
                await().atMost(PATIENCE).until(() -> said(err).contains("reading sample.examples"));
                try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
                    admin.deleteTopics(List.of("sample.rejects")).all().get();
                }
                awaitRows(kafka);
            } finally {
                main.stopSignal().ask();
            }
            assertThat(exitCode).as(said(err)).succeedsWithin(PATIENCE).isEqualTo(0);
            JsonNode summary = new ObjectMapper().readTree(said(out));
            assertThat(summary.path("learned").asInt()).isEqualTo(ROWS);
            assertThat(summary.path("rejected").asInt()).isEqualTo(MISTAKES);
            assertThat(summary.path("rejects_dropped").asInt()).isEqualTo(MISTAKES);
        }
    }

    private void awaitRows(EmbeddedKafka kafka) throws Exception {
        PipelineSpec spec = PipelineFile.load(Samples.pipeline(folder), settings(kafka), System::getenv)
                .spec();
        String rows = Samples.csvWithMistakes(folder, ROWS).toString();
        try (JobWatch watch = JobWatch.open(spec)) {
            var replay = Invocation.of(command(kafka, "replay", "--input", rows));
            assertThat(replay.exitCode()).as(replay.err()).isZero();
            await().atMost(PATIENCE).until(() -> {
                watch.poll(Duration.ofMillis(100));
                return watch.line().startsWith("2,000 examples") && watch.line().endsWith(", 2 rejected");
            });
        }
    }

    private String[] command(EmbeddedKafka kafka, String... words) throws IOException {
        return Samples.command(folder, settings(kafka), words);
    }

    private List<String> settings(EmbeddedKafka kafka) {
        return List.of(
                "kafka.bootstrap=" + kafka.bootstrap(),
                "checkpoint.storage=" + folder.resolve("checkpoints").toUri(),
                "checkpoint.every=200ms",
                "metrics.every=200ms",
                "window.timeout=100ms",
                "model.kind=linear",
                "rejects.on-failure=drop");
    }

    private static String said(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
