package dev.evenkeel.model.update;

/**
 * Settings of NAG: normalized, adaptive, importance-invariant updates for linear models (Ross, Mineiro, Langford, arXiv
 * 1305.6646; Karampatziakis, Langford, UAI 2011).
 *
 * @param learningRate the learning rate
 * @param powerT the exponent of the accumulated squared gradients; 0.5 is AdaGrad's
 */
public record NagHyperparameters(
        @Hyperparameter(about = "The learning rate.", above = "0")
        double learningRate,

        @Hyperparameter(about = "The exponent of the accumulated squared gradients.", min = "0", max = "1")
        double powerT)
        implements Hyperparameters {
    /** The paper's and Vowpal Wabbit's defaults. */
    public static final NagHyperparameters DEFAULT = new NagHyperparameters(0.5, 0.5);

    /** Checks the ranges. */
    public NagHyperparameters {
        Ranges.check(NagHyperparameters.class, learningRate, powerT);
    }

    @Override
    public String rule() {
        return "nag";
    }

    @Override
    public boolean linear() {
        return true;
    }

    @Override
    public boolean network() {
        return false;
    }
}
