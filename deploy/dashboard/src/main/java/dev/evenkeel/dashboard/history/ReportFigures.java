package dev.evenkeel.dashboard.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The figures of a report that are followed over time, under names with slashes: {@code window/loss},
 * {@code window/baseline/majority}, {@code layer/<layer>/gradient_norm}. Names of layers come from the report and may hold anything,
 * slashes included. Stateless.
 */
final class ReportFigures {
    private static final List<String> TOP = List.of(
            "examples", "version", "rate", "waiting", "refused_rows", "refused_batches", "rollbacks", "sequence");
    private static final List<String> STABILITY = List.of("rows", "recent_rows", "recent_refused", "evenness");
    private static final List<String> LAYER = List.of(
            "log10_update_ratio",
            "gradient_norm",
            "bounded_gradient_norm",
            "step_size",
            "weight_norm",
            "gradient_growth");
    private static final List<String> RANGE = List.of("mean", "deviation");
    private static final List<String> ACTIVATION = List.of("mean", "deviation", "dead");

    private final Map<String, Float> figures = new TreeMap<>();

    private ReportFigures() {}

    /** The figures of a report; what is null or missing in it is left out. */
    static Map<String, Float> of(JsonNode report) {
        ReportFigures all = new ReportFigures();
        all.each("", report, TOP);
        all.verdict(report.path("verdict").asText());
        for (String over : List.of("window", "fading", "total")) {
            all.numbers(over + "/", report.path("evaluation").path(over));
            all.numbers(
                    over + "/baseline/", report.path("evaluation").path(over).path("baseline"));
        }
        JsonNode stability = report.path("stability");
        all.each("", stability, STABILITY);
        all.sum("quarantined", stability.path("quarantined"));
        all.sum("recent_quarantined", stability.path("recent_quarantined"));
        all.numbers("guard/", stability.path("guards"));
        all.numbers("recent_guard/", stability.path("recent_guards"));
        for (JsonNode layer : stability.path("layers")) {
            String name = "layer/" + layer.path("layer").asText() + "/";
            all.each(name, layer, LAYER);
            double sampled = layer.path("sampled_steps").asDouble();
            if (sampled > 0) {
                all.put(name + "clip_rate", layer.path("clipped_steps").asDouble() / sampled);
            }
        }
        for (JsonNode activation : stability.path("activations")) {
            all.each("activation/" + activation.path("layer").asText() + "/", activation, ACTIVATION);
        }
        all.numbers("wait/", report.path("window_wait_ms"));
        for (JsonNode range : report.path("input_ranges")) {
            all.each("input/" + range.path("column").asText() + "/", range, RANGE);
        }
        return all.figures;
    }

    /** Rows turned away, by reason, as a record about them says. */
    static Map<String, Float> rejected(JsonNode record) {
        ReportFigures all = new ReportFigures();
        all.numbers("rejected/", record.path("rejected"));
        return all.figures;
    }

    private void verdict(String verdict) {
        switch (verdict) {
            case "stable" -> put("verdict", 0);
            case "degraded" -> put("verdict", 1);
            case "halted" -> put("verdict", 2);
            default -> {
                // a verdict of a later version: none of ours
            }
        }
    }

    private void each(String prefix, JsonNode object, List<String> names) {
        for (String name : names) {
            if (object.path(name).isNumber()) {
                put(prefix + name, object.path(name).asDouble());
            }
        }
    }

    private void numbers(String prefix, JsonNode object) {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (field.getValue().isNumber()) {
                put(prefix + field.getKey(), field.getValue().asDouble());
            }
        }
    }

    private void sum(String name, JsonNode counts) {
        double sum = 0;
        for (JsonNode count : counts) {
            sum += count.asDouble();
        }
        put(name, sum);
    }

    private void put(String name, double value) {
        float stored = (float) value;
        if (Float.isFinite(stored)) {
            figures.put(name, stored);
        }
    }
}
