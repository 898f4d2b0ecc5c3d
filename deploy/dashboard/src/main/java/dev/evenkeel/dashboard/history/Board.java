package dev.evenkeel.dashboard.history;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is known of all pipelines, from their records in metrics topics. Memory is bounded: details of the past are thinned, then
 * the runs that were silent the longest are forgotten. Thread-safe.
 */
public final class Board {
    private static final int MOST_MODELS = 200;
    private static final int MOST_RUNS = 8;
    /** Numbers kept over all runs, 4 bytes each. */
    private static final long MOST_CELLS = 20_000_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, ModelHistory> models = new LinkedHashMap<>();
    private long unreadable;
    private long leftOut;

    /**
     * Takes in a record's value.
     *
     * @return what has changed, as JSON for whoever looks on; empty when nothing has, or the record is none of ours
     */
    public synchronized Optional<byte[]> take(byte[] value) {
        try {
            JsonNode record = value == null ? null : JSON.readTree(value);
            if (!(record instanceof ObjectNode fields) || !record.path("model").isTextual()) {
                unreadable++;
                return Optional.empty();
            }
            double atMs = Instant.parse(record.path("time").asText()).toEpochMilli();
            return switch (record.path("type").asText()) {
                case "report" -> report(atMs, fields);
                case "event" -> event(atMs, fields);
                case "rejects" -> rejects(atMs, fields);
                default -> Optional.empty(); // kinds of later versions
            };
        } catch (IOException | DateTimeException e) {
            unreadable++;
            return Optional.empty();
        }
    }

    private Optional<byte[]> report(double atMs, ObjectNode report) throws JsonProcessingException {
        Optional<ModelHistory> found = model(report);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        ModelHistory model = found.get();
        RunHistory run = run(model, report);
        Map<String, Float> figures = ReportFigures.of(report);
        List<Mark> marks = run.report(atMs, report, figures);
        if (marks == null) {
            return Optional.empty();
        }
        if (run.lastMs() >= lastMs(model)) {
            model.report = report;
            verdict(model, report);
        }
        ObjectNode update = update("report", model, run);
        update.put("t", atMs);
        update.set("figures", JSON.valueToTree(figures));
        update.set("marks", JSON.valueToTree(marks));
        update.set("report", report);
        return Optional.of(JSON.writeValueAsBytes(update));
    }

    private Optional<byte[]> event(double atMs, ObjectNode event) throws JsonProcessingException {
        Optional<ModelHistory> found = model(event);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        ModelHistory model = found.get();
        RunHistory run = run(model, event);
        Mark mark = new Mark(
                atMs,
                event.path("event").asText(),
                event.path("text").asText(),
                event.path("examples").asLong(),
                event.path("version").asLong(),
                event.path("order").asText());
        if (run.knows(mark)) {
            return Optional.empty();
        }
        run.event(mark);
        if (run.lastMs() >= lastMs(model)) {
            verdict(model, event);
        }
        ObjectNode update = update("event", model, run);
        update.set("mark", JSON.valueToTree(mark));
        update.put("verdict", model.verdict);
        update.put("reason", model.reason);
        return Optional.of(JSON.writeValueAsBytes(update));
    }

    /** Counts by reason go along with the reports that follow. */
    private Optional<byte[]> rejects(double atMs, ObjectNode record) {
        model(record).ifPresent(model -> {
            RunHistory run = run(model, record);
            run.heard(atMs);
            run.also("rejects", ReportFigures.rejected(record));
        });
        return Optional.empty();
    }

    private static ObjectNode update(String type, ModelHistory model, RunHistory run) {
        return JSON.createObjectNode().put("type", type).put("id", model.id()).put("run", run.run());
    }

    private static double lastMs(ModelHistory model) {
        return model.runs.values().stream()
                .mapToDouble(RunHistory::lastMs)
                .max()
                .orElse(Double.NEGATIVE_INFINITY);
    }

    private static void verdict(ModelHistory model, ObjectNode said) {
        model.verdict = said.path("verdict").asText();
        model.reason = said.path("reason").asText();
    }

    private Optional<ModelHistory> model(ObjectNode record) {
        String pipeline = record.path("pipeline").asText();
        String model = record.path("model").asText();
        String id = ModelHistory.id(pipeline, model);
        if (!models.containsKey(id) && models.size() == MOST_MODELS) {
            leftOut++;
            return Optional.empty();
        }
        return Optional.of(models.computeIfAbsent(id, i -> new ModelHistory(pipeline, model)));
    }

    private RunHistory run(ModelHistory model, ObjectNode record) {
        boolean fresh = !model.runs.containsKey(record.path("run").asText());
        RunHistory run = model.run(record.path("run").asText());
        if (fresh) {
            while (model.runs.size() > MOST_RUNS) {
                model.runs.remove(oldest(model.all(), run).run());
            }
            forget(run);
        } else if (run.reports() % 100 == 0) {
            forget(run);
        }
        return run;
    }

    private static RunHistory oldest(List<RunHistory> runs, RunHistory kept) {
        return runs.stream()
                .filter(r -> r != kept)
                .min(Comparator.comparingDouble(RunHistory::lastMs))
                .orElseThrow();
    }

    private void forget(RunHistory kept) {
        while (models.values().stream().mapToLong(ModelHistory::cells).sum() > MOST_CELLS) {
            List<RunHistory> runs =
                    models.values().stream().flatMap(m -> m.all().stream()).toList();
            if (runs.size() < 2) {
                return;
            }
            RunHistory silent = oldest(runs, kept);
            models.values().forEach(m -> m.runs.values().remove(silent));
        }
    }

    /** Figures that are known of a run from elsewhere: they go along with its reports from now on. */
    public synchronized void also(String run, Map<String, Float> figures) {
        models.values().stream()
                .filter(m -> m.runs.containsKey(run))
                .forEach(m -> m.run(run).also("elsewhere", figures));
    }

    /** The runs that were heard of last, one for each model. */
    public synchronized List<String> latestRuns() {
        return models.values().stream()
                .flatMap(m -> m.all().stream().max(Comparator.comparingDouble(RunHistory::lastMs)).stream())
                .map(RunHistory::run)
                .toList();
    }

    /** The pipeline of a model; empty when there is none of that id. */
    public synchronized Optional<String> pipeline(String id) {
        return Optional.ofNullable(models.get(id)).map(m -> m.pipeline);
    }

    /** The name of a model within its pipeline; empty when there is none of that id. */
    public synchronized Optional<String> model(String id) {
        return Optional.ofNullable(models.get(id)).map(m -> m.model);
    }

    /** The figures of a model's newest run; empty when nothing has been heard of it. */
    public synchronized Optional<Curves> curves(String id) {
        return Optional.ofNullable(models.get(id))
                .flatMap(m -> m.all().stream().max(Comparator.comparingDouble(RunHistory::lastMs)))
                .map(Curves::of);
    }

    /** Writes the models with their last reports, as an array, and how many records could not be read or kept. */
    public synchronized void writeState(JsonGenerator json) throws IOException {
        json.writeNumberField("unreadable", unreadable);
        json.writeNumberField("left_out", leftOut);
        json.writeArrayFieldStart("models");
        for (ModelHistory model : models.values()) {
            json.writeStartObject();
            json.writeStringField("id", model.id());
            json.writeStringField("pipeline", model.pipeline);
            json.writeStringField("model", model.model);
            json.writeStringField("verdict", model.verdict);
            json.writeStringField("reason", model.reason);
            json.writeArrayFieldStart("runs");
            for (RunHistory run : model.all()) {
                json.writeStartObject();
                json.writeStringField("run", run.run());
                json.writeNumberField("first", run.firstMs());
                json.writeNumberField("last", run.lastMs());
                json.writeNumberField("reports", run.reports());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeFieldName("report");
            JSON.writeTree(json, model.report == null ? JSON.nullNode() : model.report);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /**
     * Writes a run as an object: {@code t} the times, {@code figures} a column for each name, and all {@code marks}.
     *
     * @param spanMs how far back figures go from the run's last report
     * @return whether there is such a run; nothing is written otherwise
     */
    public synchronized boolean writeHistory(String id, String run, double spanMs, JsonGenerator json)
            throws IOException {
        ModelHistory model = models.get(id);
        if (model == null || !model.runs.containsKey(run)) {
            return false;
        }
        RunHistory found = model.runs.get(run);
        double fromMs = found.history().lastMs().orElse(0) - spanMs;
        HistoryJson.write(found, fromMs, json);
        return true;
    }
}
