package dev.evenkeel.dashboard.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BoardTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Board board = new Board();

    private static ObjectNode record(String type, String run, int second) {
        return JSON.createObjectNode()
                .put("type", type)
                .put("pipeline", "bank")
                .put("model", "bank")
                .put("run", run)
                .put("time", Instant.ofEpochSecond(second).toString())
                .put("verdict", "stable")
                .put("reason", "All is well.")
                .put("version", 10L * second)
                .put("sequence", second / 10)
                .put("examples", 100L * second);
    }

    private Optional<JsonNode> take(ObjectNode record) throws IOException {
        Optional<byte[]> update = board.take(record.toString().getBytes(StandardCharsets.UTF_8));
        return update.isEmpty() ? Optional.empty() : Optional.of(JSON.readTree(update.get()));
    }

    private JsonNode state() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            board.writeState(json);
            json.writeEndObject();
        }
        return JSON.readTree(out.toByteArray());
    }

    private JsonNode history(String run) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            assertThat(board.writeHistory("bank", run, 1_000_000, json)).isTrue();
        }
        return JSON.readTree(out.toByteArray());
    }

    @Test
    void aReportBecomesFiguresUnderStableNames() throws IOException {
        ObjectNode report = record("report", "r1", 1);
        report.putObject("evaluation")
                .putObject("window")
                .put("loss", 0.25)
                .putObject("baseline")
                .put("majority", 0.5);
        ObjectNode stability = report.putObject("stability");
        stability
                .putArray("layers")
                .addObject()
                .put("layer", "a/b <i>\n")
                .put("gradient_norm", 2)
                .put("clipped_steps", 5)
                .put("sampled_steps", 20);
        stability.putObject("quarantined").put("age", 2).put("pdays", 1);

        JsonNode figures = take(report).orElseThrow().path("figures");

        assertThat(figures.path("window/loss").asDouble()).isEqualTo(0.25);
        assertThat(figures.path("window/baseline/majority").asDouble()).isEqualTo(0.5);
        assertThat(figures.path("layer/a/b <i>\n/gradient_norm").asDouble()).isEqualTo(2);
        assertThat(figures.path("layer/a/b <i>\n/clip_rate").asDouble()).isEqualTo(0.25);
        assertThat(figures.path("quarantined").asDouble()).isEqualTo(3);
        assertThat(figures.path("verdict").asDouble()).isZero();
    }

    @Test
    void repeatsAreDropped() throws IOException {
        assertThat(take(record("report", "r1", 1))).isPresent();
        assertThat(take(record("report", "r1", 1))).isEmpty();
        ObjectNode event = record("event", "r1", 2).put("event", "drift").put("text", "adwin");
        assertThat(take(event)).isPresent();
        assertThat(take(event)).isEmpty();
        assertThat(history("r1").path("t")).hasSize(1);
    }

    @Test
    void snapshotsRestartsAndEventsAreMarks() throws IOException {
        take(record("report", "r1", 9));
        take(record("report", "r1", 10));
        take(record("report", "r1", 11).put("version", 50));
        take(record("event", "r1", 12).put("event", "rolled-back").put("text", "gone back"));

        JsonNode marks = history("r1").path("marks");

        assertThat(marks.findValuesAsText("kind")).containsExactly("start", "snapshot", "restart", "rolled-back");
        assertThat(marks.get(2).path("text").asText()).isEqualTo("Restored from a checkpoint: version 50 after 100.");
    }

    @Test
    void anEventChangesTheVerdictBeforeTheNextReport() throws IOException {
        take(record("report", "r1", 1));
        take(record("event", "r1", 2)
                .put("event", "halted")
                .put("verdict", "halted")
                .put("reason", "Training has halted."));
        JsonNode model = state().path("models").path(0);
        assertThat(model.path("verdict").asText()).isEqualTo("halted");
        assertThat(model.path("reason").asText()).isEqualTo("Training has halted.");
        assertThat(model.path("report").path("verdict").asText()).isEqualTo("stable");
    }

    @Test
    void oldRunsAreForgotten() throws IOException {
        for (int run = 0; run < 20; run++) {
            take(record("report", "r" + run, run + 1));
        }
        JsonNode runs = state().path("models").path(0).path("runs");
        assertThat(runs.findValuesAsText("run"))
                .containsExactly("r12", "r13", "r14", "r15", "r16", "r17", "r18", "r19");
    }

    @Test
    void whatCannotBeReadIsCounted() throws IOException {
        for (String value : new String[] {"", "no json", "[]", "{}", "{\"model\": \"m\", \"time\": \"yesterday\"}"}) {
            assertThat(board.take(value.getBytes(StandardCharsets.UTF_8))).isEmpty();
        }
        assertThat(board.take(null)).isEmpty();
        assertThat(state().path("unreadable").asInt()).isEqualTo(6);
    }

    @Test
    void figuresFromElsewhereGoAlongWithTheNextReport() throws IOException {
        take(record("report", "r1", 1));
        board.also("r1", Map.of("flink/lag", 7f));
        take(record("report", "r1", 2));
        JsonNode lag = history("r1").path("figures").path("flink/lag");
        assertThat(lag.get(0).isNull()).isTrue();
        assertThat(lag.get(1).asDouble()).isEqualTo(7);
    }

    @Test
    void rangesWaitsAndSpreadOfLossesAreFigures() throws IOException {
        ObjectNode report = record("report", "r1", 1);
        report.putObject("evaluation").putObject("window").put("loss_p95", 0.75).putNull("loss_p50");
        report.putObject("window_wait_ms").put("mean", 40).put("greatest", 120);
        report.putArray("input_ranges")
                .addObject()
                .put("column", "age")
                .put("mean", 41)
                .put("deviation", 10);

        JsonNode figures = take(report).orElseThrow().path("figures");

        assertThat(figures.path("window/loss_p95").asDouble()).isEqualTo(0.75);
        assertThat(figures.has("window/loss_p50")).isFalse();
        assertThat(figures.path("wait/greatest").asDouble()).isEqualTo(120);
        assertThat(figures.path("input/age/mean").asDouble()).isEqualTo(41);
    }

    @Test
    void rejectsGoAlongWithTheReportsThatFollowBesideWhatFlinkKnows() throws IOException {
        ObjectNode rejects = record("rejects", "r1", 1);
        rejects.putObject("rejected").put("decode: not a number", 3);
        assertThat(take(rejects)).isEmpty();
        assertThat(state().at("/models/0/runs/0/first").asDouble()).isEqualTo(1_000);
        take(record("report", "r1", 2));
        board.also("r1", Map.of("flink/lag", 7f));
        take(record("report", "r1", 3));

        JsonNode figures = history("r1").path("figures");

        assertThat(figures.path("rejected/decode: not a number").get(1).asDouble())
                .isEqualTo(3);
        assertThat(figures.path("flink/lag").get(1).asDouble()).isEqualTo(7);
    }
}
