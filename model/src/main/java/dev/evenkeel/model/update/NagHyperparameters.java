package dev.evenkeel.model.update;

/**
 * Settings of NAG: normalized, adaptive, importance-invariant updates for linear models (Ross, Mineiro, Langford, arXiv
 * 1305.6646; Karampatziakis, Langford, UAI 2011).
 *
 * @param learningRate η &gt; 0
 * @param powerT the exponent of the accumulated squared gradients, in [0, 1]; 0.5 is AdaGrad's
 */
public record NagHyperparameters(double learningRate, double powerT) implements Hyperparameters {
    /** The paper's and Vowpal Wabbit's defaults. */
    public static final NagHyperparameters DEFAULT = new NagHyperparameters(0.5, 0.5);

    /** Checks the ranges. */
    public NagHyperparameters {
        if (!(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("must be > 0 and finite: learning-rate=" + learningRate);
        }
        if (!(powerT >= 0 && powerT <= 1)) {
            throw new IllegalArgumentException("must be in [0, 1]: power-t=" + powerT);
        }
    }

    @Override
    public String rule() {
        return "nag";
    }

    @Override
    public boolean linear() {
        return true;
    }
}
