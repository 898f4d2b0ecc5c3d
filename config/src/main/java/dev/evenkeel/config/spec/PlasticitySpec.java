package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;
import dev.evenkeel.model.plasticity.PlasticitySettings;

/**
 * How networks keep their ability to learn.
 *
 * @param l2Init pulls weights to where they began
 * @param shrink pulls weights towards zero
 * @param perturb adds normals to weights
 * @param recycle which hidden units start anew
 */
public record PlasticitySpec(
        @Key(
                about =
                        "L2-init: pulls the weights of layers to where they began, apart from the gradient, in units of the"
                                + " learning rate.",
                orElse = "0",
                min = "0",
                example = "0.1")
        double l2Init,

        @Key(
                about = "Shrink and perturb: pulls the weights of layers to zero, in units of the learning rate.",
                orElse = "0",
                min = "0",
                example = "0.1")
        double shrink,

        @Key(
                about = "Shrink and perturb: adds normals to the weights of layers, in units of the learning rate.",
                orElse = "0",
                min = "0",
                example = "0.25")
        double perturb,

        @Key(about = "Which hidden units start anew, and when.")
        RecycleSpec recycle) {
    /** Checks the ranges. */
    public PlasticitySpec {
        Shapes.check(PlasticitySpec.class, l2Init, shrink, perturb, recycle);
    }

    /** The learner's view of it. */
    public PlasticitySettings toSettings() {
        return new PlasticitySettings(l2Init, shrink, perturb, recycle.toRecycling());
    }
}
