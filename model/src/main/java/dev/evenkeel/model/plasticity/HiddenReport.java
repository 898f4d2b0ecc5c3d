package dev.evenkeel.model.plasticity;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much of its ability to learn a layer has left, by rows sampled lately. NaN where no row has been sampled yet.
 *
 * @param layer the dense layer that makes the units
 * @param units how many
 * @param dormant the share of units whose mean |h| is at most 0.025 of the layer's mean (arXiv 2302.12902, definition 3.1)
 * @param effectiveRank of the activations: exp(−Σ pₖ·ln pₖ), pₖ the k-th singular value over the sum of all (Roy, Vetterli, EUSIPCO
 *     2007); between 1 and the number of units, and at most the rows sampled. 0 when all activations are 0
 * @param weightNorm Euclidean norm of the weights in
 * @param recycled units that have started anew so far
 */
public record HiddenReport(
        String layer, int units, double dormant, double effectiveRank, double weightNorm, long recycled) {
    /** The report by the names that files and topics give its parts: what becomes JSON, null where a number is not known. */
    public Map<String, Object> toMap() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("layer", layer);
        fields.put("units", units);
        fields.put("dormant", finite(dormant));
        fields.put("effective_rank", finite(effectiveRank));
        fields.put("weight_norm", finite(weightNorm));
        fields.put("recycled", recycled);
        return fields;
    }

    private static Double finite(double value) {
        return Double.isFinite(value) ? (Double) value : null;
    }

    /** The same as a layer of one model among several. */
    public HiddenReport within(String model) {
        return new HiddenReport(model + "/" + layer, units, dormant, effectiveRank, weightNorm, recycled);
    }
}
