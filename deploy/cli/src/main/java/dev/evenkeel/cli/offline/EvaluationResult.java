package dev.evenkeel.cli.offline;

import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.evaluation.Estimates;
import dev.evenkeel.model.learner.LaneEvent;
import dev.evenkeel.model.learner.TrainingLane;
import dev.evenkeel.model.plasticity.HiddenReport;
import dev.evenkeel.model.snapshot.ModelSnapshot;
import dev.evenkeel.model.stability.GuardCounts;
import dev.evenkeel.model.stability.Verdict;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of learning a file.
 *
 * @param lane as it is at the end
 * @param features of all rows scored: present numbers (zeros included), tokens, and the constants
 * @param events what happened on the way, in order
 * @param rejections rows that were no examples
 * @param seconds how long it took
 */
public record EvaluationResult(
        TrainingLane lane, long features, List<LaneEvent> events, Rejections rejections, Seconds seconds) {
    /** Copies the list. */
    public EvaluationResult {
        events = List.copyOf(events);
    }

    /**
     * Time on the clock.
     *
     * @param total from the first row to the last update
     * @param learn the share of scoring and learning; the rest is reading and decoding
     */
    public record Seconds(double total, double learn) {}

    /** Examples learned from. */
    public long examples() {
        return lane.counts().examples();
    }

    /** Examples a second, reading and decoding included. */
    public double rate() {
        return examples() / seconds.total;
    }

    /** How training was at the end; after a halt the rows that were left have not been read. */
    public Verdict verdict() {
        return lane.verdict();
    }

    /** Drift alarms, in order. */
    public List<LaneEvent> alarms() {
        return events.stream()
                .filter(event -> event.kind() == LaneEvent.Kind.DRIFT)
                .toList();
    }

    /** How good the predictions were, over all examples. */
    public Estimates estimates() {
        return lane.evaluation().total();
    }

    /** The model as it is at the end. */
    public ModelSnapshot snapshot(String pipeline) {
        return ModelSnapshot.of(pipeline, lane, Instant.now());
    }

    /**
     * The object that {@code evaluate --json} prints; what does not apply is null.
     *
     * @param snapshot the model's
     */
    public Map<String, Object> toMap(ModelSnapshot snapshot) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("examples", examples());
        result.put("features", features);
        result.put("rejected", rejections.count());
        result.put("refused_batches", lane.counts().refusedBatches());
        result.put("non_finite", lane.counts().refusedRows());
        GuardCounts guards = new GuardCounts();
        lane.learner().count(guards);
        result.put("guards", guards.asMap());
        result.put("stability", lane.report().toMap());
        Map<String, Object> drift = new LinkedHashMap<>();
        drift.put("alarms", lane.driftAlarms());
        drift.put(
                "events",
                alarms().stream().map(LaneEvent::details).map(TreeMap::new).toList());
        result.put("drift", drift);
        result.put(
                "hidden_layers",
                lane.learner().hiddenLayers().stream().map(HiddenReport::toMap).toList());
        Map<String, Object> time = new LinkedHashMap<>();
        time.put("total", seconds.total);
        time.put("learn", seconds.learn);
        result.put("seconds", time);
        Schema schema = lane.learner().spec().schema();
        result.putAll(EstimatesJson.of(estimates(), schema));
        result.put("window", EstimatesJson.of(lane.evaluation().window(), schema));
        result.put("fading", EstimatesJson.of(lane.evaluation().fading(), schema));
        result.put("verdict", verdict().state().name().toLowerCase(Locale.ROOT));
        result.put("reason", verdict().sentence());
        result.put("rollbacks", lane.counts().rollbacks());
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("parameters", lane.learner().parameterCount());
        model.put("version", snapshot.version());
        model.put("sha256", snapshot.sha256());
        result.put("model", model);
        return result;
    }
}
