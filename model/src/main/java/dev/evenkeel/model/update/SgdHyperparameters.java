package dev.evenkeel.model.update;

/**
 * Settings of stochastic gradient descent (Robbins, Monro 1951, doi:10.1214/aoms/1177729586).
 *
 * @param learningRate the learning rate
 */
public record SgdHyperparameters(
        @Hyperparameter(about = "The learning rate.", above = "0")
        double learningRate) implements Hyperparameters {
    /** A rate that is safe for standardized input. */
    public static final SgdHyperparameters DEFAULT = new SgdHyperparameters(0.01);

    /** Checks the ranges. */
    public SgdHyperparameters {
        Ranges.check(SgdHyperparameters.class, learningRate);
    }

    @Override
    public String rule() {
        return "sgd";
    }
}
