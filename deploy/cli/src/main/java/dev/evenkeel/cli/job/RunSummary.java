package dev.evenkeel.cli.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.kafka.SnapshotEntry;
import dev.evenkeel.connectors.kafka.SnapshotTopic;
import dev.evenkeel.connectors.snapshot.PublishedSnapshots;
import dev.evenkeel.job.start.Surroundings;
import dev.evenkeel.model.snapshot.ModelSnapshot;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run came to: the job's own counters, its last report, and the last snapshot as a reader of the topic finds it.
 *
 * @param spec the pipeline
 * @param counts the job's counters
 * @param report its last report, with the verdict of what came after it; an empty object when nothing was heard of it
 * @param reports how many were seen
 * @param seconds how long it ran
 * @param snapshot the last one published, if any
 */
public record RunSummary(
        PipelineSpec spec,
        JobCounts counts,
        JsonNode report,
        long reports,
        double seconds,
        Optional<ModelSnapshot> snapshot) {
    private static final List<String> METRICS = List.of(
            "loss",
            "log_loss",
            "brier",
            "accuracy",
            "auc",
            "kappa",
            "f1",
            "calibration_error",
            "rmse",
            "mae",
            "r2",
            "baseline",
            "classes");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * Reads the last snapshot back from its topic, and checks its hash.
     *
     * @throws IOException when it cannot be read
     */
    public static Optional<ModelSnapshot> lastSnapshot(PipelineSpec spec) throws IOException {
        SnapshotTopic topic =
                new SnapshotTopic(Surroundings.access(spec), spec.snapshots().topic(), PATIENCE);
        Optional<SnapshotEntry> latest = topic.latest(spec.name());
        return latest.isEmpty() ? Optional.empty() : Optional.of(new PublishedSnapshots(topic).read(latest.get()));
    }

    /** The summary for programs. */
    public Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("pipeline", spec.name());
        json.put("read", counts.read());
        json.put("learned", counts.learned());
        json.put("rejected", counts.rejected());
        json.put("rejects_dropped", counts.rejectsDropped());
        json.put("refused_batches", counts.refusedBatches());
        json.put("snapshots", counts.snapshots());
        json.put("reports", reports);
        json.put("seconds", seconds);
        json.put("rate", seconds > 0 ? counts.learned() / seconds : null);
        JsonNode stability = report.path("stability");
        JsonNode total = report.path("evaluation").path("total");
        for (String metric : METRICS) {
            JsonNode value = total.path(metric);
            json.put(metric, value.isMissingNode() ? null : value);
        }
        json.put("verdict", report.path("verdict").asText(null));
        json.put("reason", report.path("reason").asText(null));
        json.put("rollbacks", report.path("rollbacks").asLong());
        json.put("stability", stability);
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("parameters", report.path("parameters").asLong());
        model.put("version", snapshot.map(ModelSnapshot::version).orElse(null));
        model.put("sha256", snapshot.map(ModelSnapshot::sha256).orElse(null));
        json.put("model", model);
        json.put("topics", topics());
        return json;
    }

    private Map<String, String> topics() {
        Map<String, String> topics = new LinkedHashMap<>();
        topics.put("examples", spec.examples().topic());
        topics.put("snapshots", spec.snapshots().topic());
        topics.put("metrics", spec.metrics().topic());
        if (spec.predictions().enabled()) {
            topics.put("predictions", spec.predictions().topic());
        }
        topics.put("rejects", spec.rejects().topic());
        topics.put("control", spec.control().topic());
        return topics;
    }
}
