package dev.evenkeel.model.update;

/**
 * Settings of RMSProp (Tieleman, Hinton, Coursera lecture 6.5, 2012).
 *
 * @param learningRate the learning rate
 * @param decay decay of the squared gradients, per example
 * @param epsilon keeps the divisor from zero
 */
public record RmspropHyperparameters(
        @Hyperparameter(about = "The learning rate.", above = "0")
        double learningRate,

        @Hyperparameter(about = "Decay of the squared gradients, per example.", min = "0", below = "1")
        double decay,

        @Hyperparameter(about = "Keeps the divisor from zero.", above = "0")
        double epsilon)
        implements Hyperparameters {
    /** The lecture's defaults. */
    public static final RmspropHyperparameters DEFAULT = new RmspropHyperparameters(1e-3, 0.9, 1e-8);

    /** Checks the ranges. */
    public RmspropHyperparameters {
        Ranges.check(RmspropHyperparameters.class, learningRate, decay, epsilon);
    }

    @Override
    public String rule() {
        return "rmsprop";
    }
}
