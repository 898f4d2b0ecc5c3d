package dev.evenkeel.model.update;

/** Makes formulas. Stateless. */
final class Formulas {
    private Formulas() {}

    /**
     * The formula of those hyperparameters, its totals empty.
     *
     * @param tensors parameters there are
     * @param layers layers there are
     * @throws IllegalArgumentException when the rule has none
     */
    static Formula of(Hyperparameters settings, Conversion conversion, int tensors, int layers) {
        if (settings instanceof SgdHyperparameters sgd) {
            return new Sgd(sgd.learningRate(), conversion);
        }
        if (settings instanceof MomentumHyperparameters momentum) {
            return Momentum.heavyBall(momentum, conversion);
        }
        if (settings instanceof NesterovHyperparameters nesterov) {
            return Momentum.nesterov(nesterov, conversion);
        }
        if (settings instanceof AdagradHyperparameters adagrad) {
            return new Adagrad(adagrad, conversion);
        }
        if (settings instanceof RmspropHyperparameters rmsprop) {
            return new Rmsprop(rmsprop, conversion);
        }
        if (settings instanceof AdadeltaHyperparameters adadelta) {
            return new Adadelta(adadelta, conversion);
        }
        if (settings instanceof LionHyperparameters lion) {
            return new Lion(lion, conversion);
        }
        if (settings instanceof LarsHyperparameters lars) {
            return new Lars(lars, conversion, layers);
        }
        if (settings instanceof LambHyperparameters lamb) {
            return new Lamb(lamb, conversion, layers);
        }
        if (settings instanceof ScheduleFreeHyperparameters free) {
            return new ScheduleFree(free, conversion);
        }
        if (settings instanceof DogHyperparameters dog) {
            return new Dog(dog, layers);
        }
        if (settings instanceof ProdigyHyperparameters prodigy) {
            return new Prodigy(prodigy, conversion);
        }
        return ofAdamKind(settings, conversion, tensors);
    }

    private static Formula ofAdamKind(Hyperparameters settings, Conversion conversion, int tensors) {
        if (settings instanceof AdamHyperparameters a) {
            return new Adam(AdamConstants.of(a.learningRate(), a.beta1(), a.beta2(), a.epsilon(), conversion));
        }
        if (settings instanceof AdamwHyperparameters a) {
            return new Adam(AdamConstants.of(a.learningRate(), a.beta1(), a.beta2(), a.epsilon(), conversion));
        }
        if (settings instanceof AmsgradHyperparameters a) {
            return new Amsgrad(AdamConstants.of(a.learningRate(), a.beta1(), a.beta2(), a.epsilon(), conversion));
        }
        if (settings instanceof NadamHyperparameters a) {
            return new Nadam(AdamConstants.of(a.learningRate(), a.beta1(), a.beta2(), a.epsilon(), conversion));
        }
        if (settings instanceof StableAdamwHyperparameters a) {
            AdamConstants constants = AdamConstants.of(a.learningRate(), a.beta1(), a.beta2(), a.epsilon(), conversion);
            return new StableAdamw(constants, tensors);
        }
        throw new IllegalArgumentException("must be a rule of gradients: rule=" + settings.rule());
    }
}
