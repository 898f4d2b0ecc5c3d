package dev.evenkeel.cli.plasticity;

import dev.evenkeel.config.PipelineFile;
import dev.evenkeel.model.learner.LearnerSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * A way to keep the ability to learn, as settings of a pipeline over plain Adam.
 *
 * @param name for tables
 * @param settings what differs from plain Adam
 */
public record Method(String name, List<String> settings) {
    private static final String ADAM = """
            name: plasticity
            kafka: {bootstrap: "none:9092"}
            examples: {format: csv}
            schema:
              label: {field: digit, classes: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]}
              tensor: {image: {fields: p0..p63, shape: [64], offset: 8, scale: 8}}
            window: {size: 1, step: 1}
            model:
              task: multiclass
              kind: network
              layers: [{type: dense, units: 64}, relu, {type: dense, units: 32}, relu]
            update: {rule: adam, learning-rate: 3e-3}
            drift: {detector: off}
            """;

    private static final String NORMALIZED =
            "model.layers=[{type: dense, units: 64}, layer-norm, relu, {type: dense, units: 32}, layer-norm, relu]";

    /** Plain Adam first; the strength of each method is the best of three or four that were tried. */
    public static final List<Method> ALL = List.of(
            new Method("adam"),
            new Method("l2-init", "model.plasticity={l2-init: 0.1}"),
            new Method("shrink-perturb", "model.plasticity={shrink: 0.1, perturb: 0.25}"),
            new Method("continual-backprop", "model.plasticity={recycle: continual-backprop}"),
            new Method("redo", "model.plasticity={recycle: redo}"),
            new Method("layer-norm", NORMALIZED),
            new Method(
                    "layer-norm-decay", NORMALIZED, "update={rule: adamw, learning-rate: 3e-3, weight-decay: 0.01}"));

    /** Copies the list. */
    public Method {
        settings = List.copyOf(settings);
    }

    private Method(String name, String... settings) {
        this(name, List.of(settings));
    }

    /** The learner of a seed. */
    LearnerSpec learner(long seed) {
        List<String> sets = new ArrayList<>(settings);
        sets.add("seed=" + seed);
        return PipelineFile.parse(ADAM, name, sets, variable -> null).spec().learner();
    }
}
