package dev.evenkeel.model.update;

import java.util.Set;

/**
 * An update rule's settings: immutable, without any state. Rates and decays are per example; a rule converts them to the
 * micro-batch.
 */
public sealed interface Hyperparameters
        permits AutoHyperparameters,
                NagHyperparameters,
                FtrlHyperparameters,
                CoinHyperparameters,
                SgdHyperparameters,
                MomentumHyperparameters,
                NesterovHyperparameters,
                AdagradHyperparameters,
                RmspropHyperparameters,
                AdadeltaHyperparameters,
                AdamHyperparameters,
                AdamwHyperparameters,
                AmsgradHyperparameters,
                NadamHyperparameters,
                StableAdamwHyperparameters,
                LarsHyperparameters,
                LambHyperparameters,
                LionHyperparameters,
                ScheduleFreeHyperparameters,
                DogHyperparameters,
                ProdigyHyperparameters {
    /** The rule's name as users write it. */
    String rule();

    /** What makes another rule of it, so that the state of one does not fit the other; empty for most. */
    default String variant() {
        return "";
    }

    /** Whether the rule steps over the sparse features of a linear model. */
    default boolean linear() {
        return true;
    }

    /** Whether the rule steps over the tensors of a network. */
    default boolean network() {
        return true;
    }

    /** Whether a linear model learns the same whatever units its numbers are in. */
    default boolean scaleInvariant() {
        return false;
    }

    /** The names of the {@link UpdateOptions} that make sense with the rule. */
    default Set<String> options() {
        return UpdateOptions.ALL;
    }

    /** The decoupled weight decay where none is set. */
    default double defaultWeightDecay() {
        return 0;
    }
}
