package dev.evenkeel.cli.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.kafka.KafkaAccess;
import dev.evenkeel.connectors.kafka.RawRecord;
import dev.evenkeel.connectors.kafka.TopicReader;
import dev.evenkeel.job.start.Surroundings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Follows what a job publishes: its reports and how many records it rejected. Not thread-safe. */
public final class JobWatch implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TopicReader metrics;
    private final ObjectNode report = JSON.createObjectNode();
    private long reports;
    private long rejected;

    private JobWatch(TopicReader metrics) {
        this.metrics = metrics;
    }

    /**
     * Follows a pipeline's topic of metrics from its present end.
     *
     * @throws IOException when it cannot be read
     */
    public static JobWatch open(PipelineSpec spec) throws IOException {
        KafkaAccess access = Surroundings.access(spec);
        return new JobWatch(TopicReader.fromEnd(access, spec.metrics().topic(), PATIENCE));
    }

    /**
     * Takes in what has arrived; waits at most that long for the first.
     *
     * @throws IOException when the topic cannot be read
     */
    public void poll(Duration wait) throws IOException {
        for (RawRecord message : metrics.poll(wait)) {
            take(message);
        }
    }

    /**
     * Takes in everything there is: the job has ended.
     *
     * @throws IOException when the topic cannot be read
     */
    public void finish() throws IOException {
        metrics.moveEnd();
        List<RawRecord> messages = new ArrayList<>();
        metrics.readToEnd(messages::add);
        for (RawRecord message : messages) {
            take(message);
        }
    }

    private void take(RawRecord message) throws IOException {
        JsonNode latest = JSON.readTree(message.value());
        String type = latest.path("type").asText();
        if (type.equals("report") && latest instanceof ObjectNode said) {
            report.removeAll();
            report.setAll(said);
            reports++;
        } else if (type.equals("event")) {
            report.set("verdict", latest.path("verdict"));
            report.set("reason", latest.path("reason"));
        } else if (type.equals("rejects")) {
            rejected = 0;
            latest.path("rejected").forEach(count -> rejected += count.asLong());
        }
    }

    /** The last report, with the verdict of what has happened since: nothing else before the first report. */
    public JsonNode report() {
        return report;
    }

    /** Whether training has halted, as the last report or event has it. */
    public boolean halted() {
        return report.path("verdict").asText().equals("halted");
    }

    /** How training is, in a sentence; empty before the first report or event. */
    public String reason() {
        return report.path("reason").asText();
    }

    /** Reports seen. */
    public long reports() {
        return reports;
    }

    /** One line that says where training stands. */
    public String line() {
        if (reports == 0) {
            return "waiting for the first report";
        }
        JsonNode total = report.path("evaluation").path("total");
        JsonNode window = report.path("evaluation").path("window");
        StringBuilder line = new StringBuilder(String.format(
                "%,d examples, %,.0f/s, loss %.4f (recent %.4f)",
                report.path("examples").asLong(),
                report.path("rate").asDouble(),
                total.path("loss").asDouble(),
                window.path("loss").asDouble()));
        if (window.path("accuracy").isNumber()) {
            line.append(String.format(
                    ", accuracy %.3f (majority %.3f)",
                    window.path("accuracy").asDouble(),
                    window.path("baseline").path("majority").asDouble()));
        } else {
            line.append(String.format(
                    ", RMSE %.4g (mean %.4g)",
                    window.path("rmse").asDouble(),
                    window.path("baseline").path("mean").asDouble()));
        }
        return rejected == 0 ? line.toString() : line + String.format(", %,d rejected", rejected);
    }

    @Override
    public void close() {
        metrics.close();
    }
}
