package dev.evenkeel.model.update;

/**
 * Settings of StableAdamW (Wortsman et al., arXiv 2304.13013, algorithm 2).
 *
 * @param learningRate the learning rate
 * @param beta1 decay of the first moment, per example
 * @param beta2 decay of the second moment, per example
 * @param epsilon keeps the divisor from zero
 */
public record StableAdamwHyperparameters(
        @Hyperparameter(about = "The learning rate.", above = "0")
        double learningRate,

        @Hyperparameter(about = "Decay of the first moment, per example.", min = "0", below = "1")
        double beta1,

        @Hyperparameter(about = "Decay of the second moment, per example.", min = "0", below = "1")
        double beta2,

        @Hyperparameter(about = "Keeps the divisor from zero.", above = "0")
        double epsilon)
        implements Hyperparameters {
    /** The second moment forgets sooner than Adam's, as the authors advise. */
    public static final StableAdamwHyperparameters DEFAULT = new StableAdamwHyperparameters(1e-3, 0.9, 0.99, 1e-6);

    /** Checks the ranges. */
    public StableAdamwHyperparameters {
        Ranges.check(StableAdamwHyperparameters.class, learningRate, beta1, beta2, epsilon);
    }

    @Override
    public String rule() {
        return "stable-adamw";
    }

    @Override
    public double defaultWeightDecay() {
        return 0.01;
    }
}
