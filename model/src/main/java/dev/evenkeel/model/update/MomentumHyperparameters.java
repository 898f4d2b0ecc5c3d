package dev.evenkeel.model.update;

/**
 * Settings of gradient descent with a heavy ball (Polyak 1964, doi:10.1016/0041-5553(64)90137-5).
 *
 * @param learningRate the learning rate
 * @param momentum what each further example leaves of the velocity
 */
public record MomentumHyperparameters(
        @Hyperparameter(about = "The learning rate.", above = "0")
        double learningRate,

        @Hyperparameter(about = "What each further example leaves of the velocity.", min = "0", below = "1")
        double momentum)
        implements Hyperparameters {
    /** The usual momentum, at SGD's pace: what it moves by a gradient, 1/(1−μ) = 10 steps, is as far as SGD's default. */
    public static final MomentumHyperparameters DEFAULT = new MomentumHyperparameters(0.001, 0.9);

    /** Checks the ranges. */
    public MomentumHyperparameters {
        Ranges.check(MomentumHyperparameters.class, learningRate, momentum);
    }

    @Override
    public String rule() {
        return "momentum";
    }
}
