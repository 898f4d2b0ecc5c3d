package dev.evenkeel.config.spec;

import dev.evenkeel.model.learner.ModelKind;

/** The families of models as users choose them. */
public enum ModelChoice {
    /** Evenkeel picks: a linear model. */
    AUTO(ModelKind.LINEAR),
    /** One weight a feature. */
    LINEAR(ModelKind.LINEAR),
    /** A network whose layers Evenkeel picks. */
    MLP(ModelKind.NETWORK),
    /** A network with the layers given. */
    NETWORK(ModelKind.NETWORK);

    private final ModelKind kind;

    ModelChoice(ModelKind kind) {
        this.kind = kind;
    }

    /** What is built. */
    public ModelKind kind() {
        return kind;
    }
}
