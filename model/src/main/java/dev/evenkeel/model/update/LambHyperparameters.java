package dev.evenkeel.model.update;

import java.util.Set;

/**
 * Settings of LAMB (You et al., arXiv 1904.00962, algorithm 2).
 *
 * @param learningRate the learning rate
 * @param beta1 decay of the first moment, per example
 * @param beta2 decay of the second moment, per example
 * @param epsilon keeps the divisor from zero
 */
public record LambHyperparameters(
        @Hyperparameter(about = "The learning rate.", above = "0")
        double learningRate,

        @Hyperparameter(about = "Decay of the first moment, per example.", min = "0", below = "1")
        double beta1,

        @Hyperparameter(about = "Decay of the second moment, per example.", min = "0", below = "1")
        double beta2,

        @Hyperparameter(about = "Keeps the divisor from zero.", above = "0")
        double epsilon)
        implements Hyperparameters {
    /** The paper's defaults. */
    public static final LambHyperparameters DEFAULT = new LambHyperparameters(1e-3, 0.9, 0.999, 1e-6);

    /** Checks the ranges. */
    public LambHyperparameters {
        Ranges.check(LambHyperparameters.class, learningRate, beta1, beta2, epsilon);
    }

    @Override
    public String rule() {
        return "lamb";
    }

    @Override
    public boolean linear() {
        return false;
    }

    @Override
    public double defaultWeightDecay() {
        return 0.01;
    }

    @Override
    public Set<String> options() {
        return UpdateOptions.NETWORK;
    }
}
