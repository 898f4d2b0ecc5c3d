package dev.evenkeel.model.update;

/**
 * LAMB (You et al., arXiv 1904.00962, algorithm 2): r = m̂/(√v̂ + ε) with Adam's moments, at the rate η√n; see {@link LayerRatio}.
 */
final class Lamb extends LayerRatio {
    private final Adam adam;

    Lamb(LambHyperparameters settings, Conversion conversion, int layers) {
        this(settings, conversion, layers, new Adam(direction(settings, conversion)));
    }

    private Lamb(LambHyperparameters settings, Conversion conversion, int layers, Adam adam) {
        super(settings.learningRate() * conversion.root(), layers, adam.slots().toArray(Slot[]::new));
        this.adam = adam;
    }

    /** Adam's, at the rate 1. */
    private static AdamConstants direction(LambHyperparameters settings, Conversion conversion) {
        double rate = 1 / conversion.root();
        return AdamConstants.of(rate, settings.beta1(), settings.beta2(), settings.epsilon(), conversion);
    }

    @Override
    void step(Span span) {
        adam.step(span);
    }
}
