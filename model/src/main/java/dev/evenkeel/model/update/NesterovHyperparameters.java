package dev.evenkeel.model.update;

/**
 * Settings of Nesterov's accelerated gradient in the form of Sutskever et al. (ICML 2013, equations 3 and 4).
 *
 * @param learningRate the learning rate
 * @param momentum what each further example leaves of the velocity
 */
public record NesterovHyperparameters(
        @Hyperparameter(about = "The learning rate.", above = "0")
        double learningRate,

        @Hyperparameter(about = "What each further example leaves of the velocity.", min = "0", below = "1")
        double momentum)
        implements Hyperparameters {
    /** The usual momentum, at SGD's pace: what it moves by a gradient, 1/(1−μ) = 10 steps, is as far as SGD's default. */
    public static final NesterovHyperparameters DEFAULT = new NesterovHyperparameters(0.001, 0.9);

    /** Checks the ranges. */
    public NesterovHyperparameters {
        Ranges.check(NesterovHyperparameters.class, learningRate, momentum);
    }

    @Override
    public String rule() {
        return "nesterov";
    }
}
