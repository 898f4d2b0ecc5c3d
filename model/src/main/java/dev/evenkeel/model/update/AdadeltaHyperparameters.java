package dev.evenkeel.model.update;

/**
 * Settings of AdaDelta (Zeiler, arXiv 1212.5701, algorithm 1).
 *
 * @param learningRate what the paper's step is multiplied with
 * @param decay decay of both accumulators, per example
 * @param epsilon keeps the divisor from zero
 */
public record AdadeltaHyperparameters(
        @Hyperparameter(about = "What the paper's step is multiplied with.", above = "0")
        double learningRate,

        @Hyperparameter(about = "Decay of both accumulators, per example.", min = "0", below = "1")
        double decay,

        @Hyperparameter(about = "Keeps the divisor from zero.", above = "0")
        double epsilon)
        implements Hyperparameters {
    /** The paper's defaults. */
    public static final AdadeltaHyperparameters DEFAULT = new AdadeltaHyperparameters(1, 0.95, 1e-6);

    /** Checks the ranges. */
    public AdadeltaHyperparameters {
        Ranges.check(AdadeltaHyperparameters.class, learningRate, decay, epsilon);
    }

    @Override
    public String rule() {
        return "adadelta";
    }
}
