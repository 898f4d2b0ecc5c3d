package dev.evenkeel.model.stability;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A report as nested maps and lists of strings, numbers and booleans: what becomes JSON. Stateless and thread-safe. */
final class ReportFields {
    private ReportFields() {}

    static Map<String, Object> of(StabilityReport report) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("verdict", report.verdict().state().key());
        fields.put("sentence", report.verdict().sentence());
        fields.put("findings", list(report.findings(), ReportFields::finding));
        fields.put("rows", report.rows());
        fields.put("recent_rows", report.recentRows());
        fields.put("rollbacks", report.rollbacks());
        fields.put("recent_refused", report.recentRefused());
        fields.put("quarantined", report.quarantined());
        fields.put("recent_quarantined", report.recentQuarantined());
        fields.put("guards", report.guards());
        fields.put("recent_guards", report.recentGuards());
        fields.put("evenness", finite(report.evenness()));
        fields.put("layers", list(report.layers(), ReportFields::layer));
        fields.put("activations", list(report.activations(), ReportFields::units));
        return fields;
    }

    private static <T> List<Map<String, Object>> list(List<T> items, Function<T, Map<String, Object>> fields) {
        return items.stream().map(fields).toList();
    }

    private static Map<String, Object> finding(Finding finding) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("subject", finding.subject().key());
        fields.put("name", finding.name());
        fields.put("text", finding.text());
        return fields;
    }

    private static Map<String, Object> layer(LayerHealth layer) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("layer", layer.layer());
        fields.put("weight_norm", finite(layer.weightNorm()));
        fields.put("gradient_norm", finite(layer.gradientNorm()));
        fields.put("bounded_gradient_norm", finite(layer.boundedNorm()));
        fields.put("gradient_growth", finite(layer.gradientGrowth()));
        fields.put("update_norm", finite(layer.updateNorm()));
        fields.put("log10_update_ratio", finite(layer.logRatio()));
        fields.put("step_size", finite(layer.stepSize()));
        fields.put("clipped_steps", layer.clipped());
        fields.put("sampled_steps", layer.sampled());
        fields.put("vanishing", layer.vanishing());
        fields.put("exploding", layer.exploding());
        fields.put("exploding_since", layer.exploding() ? layer.explodingSince() : null);
        return fields;
    }

    private static Map<String, Object> units(UnitHealth units) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("layer", units.layer());
        fields.put("mean", finite(units.mean()));
        fields.put("deviation", finite(units.deviation()));
        fields.put("dead", finite(units.dead()));
        return fields;
    }

    /** Nothing non-finite reaches a topic: what is not known is null. */
    private static Double finite(double value) {
        return Double.isFinite(value) ? (Double) value : null;
    }
}
