package dev.evenkeel.model.update;

/**
 * Settings of Prodigy (Mishchenko, Defazio, arXiv 2306.06101, algorithm 4), which estimates the learning rate.
 *
 * @param learningRate what the estimated rate is multiplied with
 * @param initialDistance the first estimate of the distance to the solution
 * @param beta1 decay of the first moment, per example
 * @param beta2 decay of the second moment, per example
 * @param epsilon keeps the divisor from zero
 */
public record ProdigyHyperparameters(
        @Hyperparameter(about = "What the estimated rate is multiplied with.", above = "0")
        double learningRate,

        @Hyperparameter(about = "The first estimate of the distance to the solution.", above = "0")
        double initialDistance,

        @Hyperparameter(about = "Decay of the first moment, per example.", min = "0", below = "1")
        double beta1,

        @Hyperparameter(about = "Decay of the second moment, per example.", min = "0", below = "1")
        double beta2,

        @Hyperparameter(about = "Keeps the divisor from zero.", above = "0")
        double epsilon)
        implements Hyperparameters {
    /** The paper's defaults but for η, 1 there: with single examples of a stream its estimate comes out too large. */
    public static final ProdigyHyperparameters DEFAULT = new ProdigyHyperparameters(0.1, 1e-6, 0.9, 0.999, 1e-8);

    /** Checks the ranges. */
    public ProdigyHyperparameters {
        Ranges.check(ProdigyHyperparameters.class, learningRate, initialDistance, beta1, beta2, epsilon);
    }

    @Override
    public String rule() {
        return "prodigy";
    }
}
