package dev.evenkeel.model.update;

/**
 * Settings of Nadam (Dozat, ICLR workshop 2016, algorithm 2).
 *
 * @param learningRate the learning rate
 * @param beta1 decay of the first moment, per example
 * @param beta2 decay of the second moment, per example
 * @param epsilon keeps the divisor from zero
 */
public record NadamHyperparameters(
        @Hyperparameter(about = "The learning rate.", above = "0")
        double learningRate,

        @Hyperparameter(about = "Decay of the first moment, per example.", min = "0", below = "1")
        double beta1,

        @Hyperparameter(about = "Decay of the second moment, per example.", min = "0", below = "1")
        double beta2,

        @Hyperparameter(about = "Keeps the divisor from zero.", above = "0")
        double epsilon)
        implements Hyperparameters {
    /** The rate of the author's experiments, else Adam's defaults. */
    public static final NadamHyperparameters DEFAULT = new NadamHyperparameters(2e-3, 0.9, 0.999, 1e-8);

    /** Checks the ranges. */
    public NadamHyperparameters {
        Ranges.check(NadamHyperparameters.class, learningRate, beta1, beta2, epsilon);
    }

    @Override
    public String rule() {
        return "nadam";
    }
}
