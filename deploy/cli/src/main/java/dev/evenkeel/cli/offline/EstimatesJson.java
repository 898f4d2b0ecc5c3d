package dev.evenkeel.cli.offline;

import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.evaluation.ClassEstimates;
import dev.evenkeel.model.evaluation.Estimates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Estimates as they are printed for programs: what does not apply, or is not finite, is null. */
final class EstimatesJson {
    private EstimatesJson() {}

    /** The metrics, {@code baseline} and {@code classes}; the latter null but for multiclass. */
    static Map<String, Object> of(Estimates estimates, Schema schema) {
        Map<String, Object> json = finite(estimates.named());
        json.put("baseline", finite(estimates.baseline().named(schema.task())));
        List<Map<String, Object>> classes = new ArrayList<>();
        for (int k = 0; k < estimates.classes().size(); k++) {
            ClassEstimates one = estimates.classes().get(k);
            Map<String, Object> named = new LinkedHashMap<>();
            named.put("class", schema.label().classes().get(k));
            named.putAll(finite(one.named()));
            classes.add(named);
        }
        json.put("classes", classes.isEmpty() ? null : classes);
        return json;
    }

    private static Map<String, Object> finite(Map<String, Double> values) {
        Map<String, Object> finite = new LinkedHashMap<>();
        values.forEach((name, value) -> finite.put(name, Double.isFinite(value) ? value : null));
        return finite;
    }
}
