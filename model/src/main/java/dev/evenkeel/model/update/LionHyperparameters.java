package dev.evenkeel.model.update;

/**
 * Settings of Lion (Chen et al., arXiv 2302.06675, algorithm 2).
 *
 * @param learningRate the learning rate
 * @param beta1 decay of the first moment, per example
 * @param beta2 decay of the mean gradient, per example
 */
public record LionHyperparameters(
        @Hyperparameter(about = "The learning rate.", above = "0")
        double learningRate,

        @Hyperparameter(about = "Decay of the first moment, per example.", min = "0", below = "1")
        double beta1,

        @Hyperparameter(about = "Decay of the mean gradient, per example.", min = "0", below = "1")
        double beta2)
        implements Hyperparameters {
    /** The paper's defaults. */
    public static final LionHyperparameters DEFAULT = new LionHyperparameters(1e-4, 0.9, 0.99);

    /** Checks the ranges. */
    public LionHyperparameters {
        Ranges.check(LionHyperparameters.class, learningRate, beta1, beta2);
    }

    @Override
    public String rule() {
        return "lion";
    }
}
