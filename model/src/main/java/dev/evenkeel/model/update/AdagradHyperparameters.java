package dev.evenkeel.model.update;

/**
 * Settings of AdaGrad (Duchi, Hazan, Singer, JMLR 12, 2011, figure 1, diagonal form).
 *
 * @param learningRate the learning rate
 * @param epsilon keeps the divisor from zero
 */
public record AdagradHyperparameters(
        @Hyperparameter(about = "The learning rate.", above = "0")
        double learningRate,

        @Hyperparameter(about = "Keeps the divisor from zero.", above = "0")
        double epsilon)
        implements Hyperparameters {
    /** A rate for standardized input. */
    public static final AdagradHyperparameters DEFAULT = new AdagradHyperparameters(0.1, 1e-8);

    /** Checks the ranges. */
    public AdagradHyperparameters {
        Ranges.check(AdagradHyperparameters.class, learningRate, epsilon);
    }

    @Override
    public String rule() {
        return "adagrad";
    }
}
