package dev.evenkeel.model.update;

/** An update rule's settings: immutable, without any state. */
public sealed interface Hyperparameters permits NagHyperparameters, AdamHyperparameters {
    /** The rule's name as users write it. */
    String rule();

    /** Whether the rule steps over the sparse features of a linear model; else it steps over the tensors of a network. */
    boolean linear();
}
