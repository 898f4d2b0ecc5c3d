package dev.evenkeel.cli.stability;

import dev.evenkeel.config.PipelineFile;
import dev.evenkeel.model.learner.LearnerSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * A network of {@value #DEPTH} hidden layers of 16 units of tanh, and how it learns.
 *
 * @param name for tables
 * @param settings of the pipeline, but for the update rule
 * @param rule of updates
 * @param rate its learning rate
 * @param haste the factor of the rate from the middle on; 1 for none
 */
public record PaceSetup(String name, List<String> settings, String rule, double rate, double haste) {
    /** Hidden layers. */
    static final int DEPTH = 20;

    /** Rows of a step. */
    static final int BATCH = 16;

    private static final String PIPELINE = """
            name: pace
            kafka: {bootstrap: "none:9092"}
            examples: {format: csv}
            schema: {label: {field: y}, numeric: [a, b, c, d, e, f, g, h]}
            window: {size: 16, step: 16}
            model: {task: binary, kind: network}
            stability: {profile: "off"}
            drift: {detector: "off"}
            """;

    private static final String PLAIN = "model.layers=" + layers("glorot", "");
    private static final String NORMALIZED = "model.layers=" + layers("glorot", "layer-norm, ");
    private static final String EVEN = "stability={profile: balanced, trust-ratio: 8}";
    private static final double SLOW = 0.005;

    /** All that is compared. */
    public static final List<PaceSetup> ALL = List.of(
            new PaceSetup("plain, sparsely begun", List.of("model.layers=" + layers("sparse", "")), "sgd", SLOW, 1),
            new PaceSetup("plain", List.of(PLAIN), "sgd", SLOW, 1),
            new PaceSetup("normalized", List.of(NORMALIZED), "sgd", SLOW, 1),
            new PaceSetup("normalized, step × 100", List.of(NORMALIZED), "sgd", SLOW, 100),
            new PaceSetup("normalized, trust ratio", List.of(NORMALIZED, EVEN), "sgd", SLOW, 1),
            new PaceSetup("normalized, trust ratio, Adam", List.of(NORMALIZED, EVEN), "adam", 1e-3, 1),
            new PaceSetup("normalized, LAMB", List.of(NORMALIZED), "lamb", 1e-3, 1));

    /** Copies the list. */
    public PaceSetup {
        settings = List.copyOf(settings);
    }

    private static String layers(String init, String normalization) {
        String layer = String.format(Locale.ROOT, "{type: dense, units: 16, init: %s}, %stanh", init, normalization);
        return Collections.nCopies(DEPTH, layer).toString();
    }

    /** The learner of a seed, at its rate times the factor. */
    LearnerSpec learner(long seed, double factor) {
        List<String> sets = new ArrayList<>(settings);
        sets.add("update={rule: " + rule + ", learning-rate: " + rate * factor + "}");
        sets.add("seed=" + seed);
        return PipelineFile.parse(PIPELINE, name, sets, variable -> null).spec().learner();
    }
}
