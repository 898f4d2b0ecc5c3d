package dev.evenkeel.model.update;

import java.util.Set;

/**
 * Settings of LARS (You, Gitman, Ginsburg, arXiv 1708.03888) in the form of arXiv 1904.00962, algorithm 1.
 *
 * @param learningRate the learning rate
 * @param momentum decay of the mean gradient, per example
 */
public record LarsHyperparameters(
        @Hyperparameter(about = "The learning rate.", above = "0")
        double learningRate,

        @Hyperparameter(about = "Decay of the mean gradient, per example.", min = "0", below = "1")
        double momentum)
        implements Hyperparameters {
    /** The usual momentum; the rate is each layer's relative change an update. */
    public static final LarsHyperparameters DEFAULT = new LarsHyperparameters(1e-3, 0.9);

    /** Checks the ranges. */
    public LarsHyperparameters {
        Ranges.check(LarsHyperparameters.class, learningRate, momentum);
    }

    @Override
    public String rule() {
        return "lars";
    }

    @Override
    public boolean linear() {
        return false;
    }

    @Override
    public Set<String> options() {
        return UpdateOptions.NETWORK;
    }
}
