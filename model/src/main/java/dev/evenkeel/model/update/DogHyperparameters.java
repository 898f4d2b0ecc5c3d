package dev.evenkeel.model.update;

/**
 * Settings of distance over gradients (Ivgi, Hinder, Carmon, arXiv 2302.12022, equation 2), which has no learning rate.
 *
 * @param initialDistance the first step's length relative to 1 plus the norm of the weights
 * @param layerWise whether each layer has a distance and a sum of gradients of its own (L-DoG)
 * @param epsilon keeps the divisor from zero
 */
public record DogHyperparameters(
        @Hyperparameter(about = "The first step's length relative to 1 plus the norm of the weights.", above = "0")
        double initialDistance,

        @Hyperparameter(about = "Whether each layer has a distance and a sum of gradients of its own (L-DoG).")
        boolean layerWise,

        @Hyperparameter(about = "Keeps the divisor from zero.", above = "0")
        double epsilon)
        implements Hyperparameters {
    /** The paper's defaults. */
    public static final DogHyperparameters DEFAULT = new DogHyperparameters(1e-6, false, 1e-8);

    /** Checks the ranges. */
    public DogHyperparameters {
        Ranges.check(DogHyperparameters.class, initialDistance, layerWise, epsilon);
    }

    @Override
    public String rule() {
        return "dog";
    }

    @Override
    public String variant() {
        return layerWise ? "layer-wise" : "";
    }
}
