package dev.evenkeel.model.layer;

import dev.evenkeel.model.math.RandomStream;

/** A dropout, whose random numbers are a stream of its own. */
final class DropoutStage extends Stage {
    private final double rate;

    DropoutStage(String name, double rate, TensorShape shape) {
        super(name, shape);
        this.rate = rate;
    }

    @Override
    void remember(LayerStates states, RandomStream random) {
        states.add(new DropoutState(name(), random.split(name())));
    }

    @Override
    Layer build(Materials from) {
        return new Dropout(from.states().dropout(name()), output().size(), rate, from.maxRows());
    }
}
