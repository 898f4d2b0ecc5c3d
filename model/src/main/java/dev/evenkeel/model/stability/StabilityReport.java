package dev.evenkeel.model.stability;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How training is, and why. "Lately" is over the last {@link #recentRows} rows. Immutable.
 *
 * @param verdict in a word and a sentence
 * @param findings what is wrong, the likeliest cause first; empty when nothing is
 * @param rows rows that have come so far
 * @param recentRows rows that "lately" is about: 1,536 to 2,047 once there are so many
 * @param layers input side first, models of a mixture one after the other
 * @param activations likewise
 * @param evenness the largest over the smallest relative update among the layers of a network, the least even network's; NaN where fewer
 *     than two layers were sampled
 * @param guards how often each guard has acted so far, by name
 * @param recentGuards how often lately
 * @param quarantined rows quarantined so far, by what was out of range: {@code feature NAME}, {@code label}, {@code tokens}
 * @param recentQuarantined the same lately
 * @param recentRefused rows that the model refused lately
 * @param rollbacks times that a good state has returned
 */
public record StabilityReport(
        Verdict verdict,
        List<Finding> findings,
        long rows,
        long recentRows,
        List<LayerHealth> layers,
        List<UnitHealth> activations,
        double evenness,
        Map<String, Long> guards,
        Map<String, Long> recentGuards,
        Map<String, Long> quarantined,
        Map<String, Long> recentQuarantined,
        long recentRefused,
        long rollbacks) {
    /** The version of the layout in which reports are published; a field that is added does not change it. */
    public static final int FORMAT = 1;

    /** Copies the collections. */
    public StabilityReport {
        findings = List.copyOf(findings);
        layers = List.copyOf(layers);
        activations = List.copyOf(activations);
        guards = sorted(guards);
        recentGuards = sorted(recentGuards);
        quarantined = sorted(quarantined);
        recentQuarantined = sorted(recentQuarantined);
    }

    /** The report as nested maps and lists of strings, numbers and booleans, null where a number is not known: what becomes JSON. */
    public Map<String, Object> toMap() {
        return ReportFields.of(this);
    }

    private static Map<String, Long> sorted(Map<String, Long> counts) {
        return Collections.unmodifiableMap(new TreeMap<>(counts));
    }
}
