package dev.evenkeel.config.spec;

import dev.evenkeel.model.learner.ModelKind;
import dev.evenkeel.model.update.AutoHyperparameters;
import dev.evenkeel.model.update.Hyperparameters;

/** The families of models as users choose them. */
public enum ModelChoice {
    /** Evenkeel picks: learners of both families, mixed; with a rule, the family that it is made for. */
    AUTO(ModelKind.AUTO),
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

    /** What is built, given the update rule. */
    public ModelKind kind(Hyperparameters rule) {
        if (this != AUTO || rule instanceof AutoHyperparameters) {
            return kind;
        }
        return rule.linear() ? ModelKind.LINEAR : ModelKind.NETWORK;
    }
}
