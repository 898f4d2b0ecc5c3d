package dev.evenkeel.model.learner;

import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.layer.LayerSpec;
import dev.evenkeel.model.update.AutoHyperparameters;
import java.util.List;

/** Makes learners. */
public final class Learners {
    private Learners() {}

    /**
     * Checks that layers fit what a schema gives them, and each other.
     *
     * @param input how rows are prepared
     * @param layers the hidden layers of a network; none stand for its own
     * @throws dev.evenkeel.model.layer.LayerShapeException naming the first that does not fit
     */
    public static void requireShapes(Schema schema, InputSpec input, List<LayerSpec> layers) {
        NetworkState.design(schema, input, layers);
    }

    /** A learner that has seen nothing. */
    public static Learner create(LearnerSpec spec) {
        Learner learner = unguarded(spec);
        return spec.stability().guardsInput() ? new GuardedLearner(learner) : learner;
    }

    /** One that sees rows as they are: what guards its input stands elsewhere. */
    static Learner unguarded(LearnerSpec spec) {
        if (spec.rule() instanceof AutoHyperparameters) {
            return new MixtureLearner(spec, MixtureDesign.members(spec));
        }
        return spec.kind() == ModelKind.LINEAR ? new LinearLearner(spec) : new NetworkLearner(spec);
    }
}
