package dev.evenkeel.job.training;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.evenkeel.connectors.kafka.OutgoingRecord;
import dev.evenkeel.connectors.kafka.SnapshotId;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.evaluation.Estimates;
import dev.evenkeel.model.learner.ColumnRange;
import dev.evenkeel.model.learner.LaneEvent;
import dev.evenkeel.model.learner.TrainingLane;
import dev.evenkeel.model.plasticity.HiddenReport;
import dev.evenkeel.model.snapshot.ModelSnapshot;
import dev.evenkeel.model.stability.StabilityReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Turns a lane into the records that are published about it. */
final class Reports {
    private static final JsonFactory JSON = new JsonFactory();
    /** An effective rank takes up to 30 ms a layer: once in this time that is no matter. */
    private static final long HIDDEN_EVERY_MS = 10_000;

    private final Publishing publishing;
    private final String run;
    private long examplesBefore = -1;
    private long timeBefore;
    /** As they were at {@link #hiddenMs}; null before the first report. */
    private List<Map<String, Object>> hidden;

    private long hiddenMs;

    /** Records of a run, which is this job's id: readers drop repeats by (run, version). */
    Reports(Publishing publishing, String run) {
        this.publishing = publishing;
        this.run = run;
    }

    /** A report of the lane as it is now; {@code nowMs} is the machine's time in milliseconds since 1970 UTC. */
    OutgoingRecord report(TrainingLane lane, StabilityReport stability, LaneFigures figures, long nowMs) {
        return record(nowMs, json -> {
            head("report", lane, nowMs, json);
            json.writeStringField("verdict", stability.verdict().state().key());
            json.writeStringField("reason", stability.verdict().sentence());
            json.writeBooleanField("paused", lane.paused());
            counts(lane, nowMs, json);
            json.writeObjectFieldStart("evaluation");
            Schema schema = lane.learner().spec().schema();
            estimates("total", lane.evaluation().total(), Map.of(), schema, json);
            estimates("window", figures.window(), lossQuantiles(figures), schema, json);
            estimates("fading", lane.evaluation().fading(), Map.of(), schema, json);
            json.writeEndObject();
            json.writeObjectFieldStart("window_wait_ms");
            number("mean", figures.meanWaitMs(), json);
            number("greatest", figures.greatestWaitMs(), json);
            json.writeEndObject();
            json.writeFieldName("input_ranges");
            JsonTree.write(figures.ranges().stream().map(ColumnRange::toMap).toList(), json);
            json.writeFieldName("stability");
            JsonTree.write(stability.toMap(), json);
            json.writeFieldName("hidden_layers");
            JsonTree.write(hiddenLayers(lane, nowMs), json);
        });
    }

    private static Map<String, Double> lossQuantiles(LaneFigures figures) {
        return Map.of("loss_p50", figures.lossMedian(), "loss_p95", figures.lossTail());
    }

    private List<Map<String, Object>> hiddenLayers(TrainingLane lane, long nowMs) {
        if (hidden == null || nowMs < hiddenMs || nowMs - hiddenMs >= HIDDEN_EVERY_MS) {
            hidden = lane.learner().hiddenLayers().stream()
                    .map(HiddenReport::toMap)
                    .toList();
            hiddenMs = nowMs;
        }
        return hidden;
    }

    /** What has happened to the lane; {@code nowMs} as in {@link #report}. */
    OutgoingRecord event(LaneEvent event, TrainingLane lane, long nowMs) {
        return record(nowMs, json -> {
            head("event", lane, nowMs, json);
            json.writeStringField("event", event.kind().key());
            json.writeStringField("text", event.text());
            json.writeStringField("verdict", lane.verdict().state().key());
            json.writeStringField("reason", lane.verdict().sentence());
            json.writeNumberField("examples", event.examples());
            for (Map.Entry<String, String> detail : event.details().entrySet()) {
                json.writeStringField(detail.getKey(), detail.getValue());
            }
        });
    }

    private void head(String type, TrainingLane lane, long nowMs, JsonGenerator json) throws IOException {
        json.writeStringField("type", type);
        json.writeNumberField("format", StabilityReport.FORMAT);
        json.writeStringField("pipeline", publishing.pipeline());
        json.writeStringField("model", publishing.model());
        json.writeStringField("run", run);
        json.writeStringField("time", Instant.ofEpochMilli(nowMs).toString());
        json.writeNumberField("version", lane.learner().version());
        json.writeNumberField("sequence", lane.counts().sequence());
    }

    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private OutgoingRecord record(long nowMs, Fields fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(2048);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot happen in memory", e);
        }
        return new OutgoingRecord(
                publishing.model().getBytes(StandardCharsets.UTF_8), out.toByteArray(), List.of(), nowMs);
    }

    private void counts(TrainingLane lane, long nowMs, JsonGenerator json) throws IOException {
        long examples = lane.counts().examples();
        json.writeNumberField("examples", examples);
        json.writeNumberField("batches", lane.counts().batches());
        json.writeNumberField("waiting", lane.waiting().rows());
        json.writeNumberField("refused_rows", lane.counts().refusedRows());
        json.writeNumberField("refused_batches", lane.counts().refusedBatches());
        json.writeNumberField("rollbacks", lane.counts().rollbacks());
        json.writeNumberField("withheld", lane.counts().withheld());
        json.writeNumberField("parameters", lane.learner().parameterCount());
        boolean first = examplesBefore < 0 || nowMs <= timeBefore;
        number("rate", first ? Double.NaN : 1000.0 * (examples - examplesBefore) / (nowMs - timeBefore), json);
        examplesBefore = examples;
        timeBefore = nowMs;
    }

    private static void estimates(
            String name, Estimates estimates, Map<String, Double> more, Schema schema, JsonGenerator json)
            throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("examples", estimates.examples());
        numbers(estimates.named(), json);
        numbers(more, json);
        json.writeObjectFieldStart("baseline");
        numbers(estimates.baseline().named(schema.task()), json);
        json.writeEndObject();
        if (!estimates.classes().isEmpty()) {
            json.writeArrayFieldStart("classes");
            for (int k = 0; k < estimates.classes().size(); k++) {
                json.writeStartObject();
                json.writeStringField("class", schema.label().classes().get(k));
                numbers(estimates.classes().get(k).named(), json);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void numbers(Map<String, Double> values, JsonGenerator json) throws IOException {
        for (Map.Entry<String, Double> value : values.entrySet()) {
            number(value.getKey(), value.getValue(), json);
        }
    }

    /** Nothing non-finite reaches a topic: what is not known is null. */
    private static void number(String name, double value, JsonGenerator json) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumberField(name, value);
        } else {
            json.writeNullField(name);
        }
    }

    /** A snapshot of the lane as it is now, under its sequence; the time of the record is the last example's. */
    EncodedSnapshot snapshot(TrainingLane lane, String why, long nowMs) {
        ModelSnapshot snapshot = ModelSnapshot.of(publishing.pipeline(), lane, Instant.ofEpochMilli(nowMs))
                .with(ModelSnapshot.GATE, why);
        SnapshotId id = new SnapshotId(publishing.model(), snapshot.sequence(), snapshot.version(), snapshot.sha256());
        return new EncodedSnapshot(id, snapshot.encode(), lane.counts().lastTimeMs());
    }
}
