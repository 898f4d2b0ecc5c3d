package dev.evenkeel.model.evaluation;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How well one class is told from the others.
 *
 * @param precision the share of rows predicted as this class that are; NaN when none was
 * @param recall the share of this class's rows predicted as such; NaN when there was none
 * @param f1 2·hits/(actual + predicted), which is precision and recall's harmonic mean; NaN when both are
 * @param support weight of this class's rows; fading: in units of the last row's
 */
public record ClassEstimates(double precision, double recall, double f1, double support) {
    /** The metrics by the names that reports give them. */
    public Map<String, Double> named() {
        Map<String, Double> named = new LinkedHashMap<>();
        named.put("precision", precision);
        named.put("recall", recall);
        named.put("f1", f1);
        named.put("support", support);
        return named;
    }
}
