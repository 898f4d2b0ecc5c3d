package dev.evenkeel.model.update;

import java.util.Set;

/**
 * Settings of NAG: normalized, adaptive, importance-invariant updates for linear models (Ross, Mineiro, Langford, arXiv
 * 1305.6646; Karampatziakis, Langford, UAI 2011). Its three parts can be switched off singly; without any it is plain gradient
 * descent.
 *
 * @param learningRate the learning rate
 * @param powerT adaptive: the exponent of the accumulated squared gradients, 0.5 is AdaGrad's; not adaptive: rates fall with
 *     this power of the importance seen
 * @param adaptive whether each weight has a rate of its own, by its squared gradients
 * @param normalized whether features are measured in units of their largest magnitude
 * @param invariant whether steps follow the gradient continuously, so that weight 2 equals twice the example and none overshoots
 * @param initialT how much of squared gradients, norms and importance counts as seen before the first example
 * @param initialWeight what each weight is before its first step
 */
public record NagHyperparameters(
        @Hyperparameter(about = "The learning rate.", above = "0")
        double learningRate,

        @Hyperparameter(
                about =
                        "Adaptive: the exponent of the accumulated squared gradients. Not adaptive: rates fall with this power"
                                + " of the importance seen.",
                min = "0",
                max = "1")
        double powerT,

        @Hyperparameter(about = "Whether each weight has a rate of its own, by its squared gradients.")
        boolean adaptive,

        @Hyperparameter(about = "Whether features are measured in units of their largest magnitude.")
        boolean normalized,

        @Hyperparameter(about = "Whether weight 2 equals twice the example, and no step overshoots.")
        boolean invariant,

        @Hyperparameter(about = "How much of squared gradients and importance counts as seen at the start.", min = "0")
        double initialT,

        @Hyperparameter(about = "What each weight is before its first step.")
        double initialWeight)
        implements Hyperparameters {
    /** The paper's and Vowpal Wabbit's defaults. */
    public static final NagHyperparameters DEFAULT = new NagHyperparameters(0.5, 0.5);

    /** Checks the ranges. */
    public NagHyperparameters {
        Ranges.check(
                NagHyperparameters.class,
                learningRate,
                powerT,
                adaptive,
                normalized,
                invariant,
                initialT,
                initialWeight);
    }

    /** Settings with all three parts, from nothing. */
    public NagHyperparameters(double learningRate, double powerT) {
        this(learningRate, powerT, true, true, true, 0, 0);
    }

    /** Gradient descent at a constant rate whose steps follow the gradient continuously, so that none overshoots. */
    public static NagHyperparameters descent(double learningRate) {
        return new NagHyperparameters(learningRate, 0, false, false, true, 0, 0);
    }

    @Override
    public String rule() {
        return "nag";
    }

    @Override
    public boolean network() {
        return false;
    }

    @Override
    public boolean scaleInvariant() {
        return true;
    }

    /** Both by lazy shrinkage; see the rule. */
    @Override
    public Set<String> options() {
        return Set.of("l1", "l2");
    }
}
