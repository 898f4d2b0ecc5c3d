package dev.evenkeel.model.learner;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What standardization takes to be the usual range of a numeric column: mean ± deviation, in the column's unit. NaN before its first
 * value.
 *
 * @param column its name
 * @param mean of the values so far, older ones counting less where the past fades
 * @param deviation the standard deviation of the same, by population
 */
public record ColumnRange(String column, double mean, double deviation) {
    /** The range by the names that topics give its parts: what becomes JSON, null where a number is not known. */
    public Map<String, Object> toMap() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("column", column);
        fields.put("mean", finite(mean));
        fields.put("deviation", finite(deviation));
        return fields;
    }

    private static Double finite(double value) {
        return Double.isFinite(value) ? (Double) value : null;
    }
}
