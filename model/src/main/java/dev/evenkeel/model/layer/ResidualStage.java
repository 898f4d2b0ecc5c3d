package dev.evenkeel.model.layer;

import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.Parameters;
import java.util.List;

/** A residual block of stages. */
final class ResidualStage extends Stage {
    private final List<Stage> inner;

    ResidualStage(String name, TensorShape shape, List<Stage> inner) {
        super(name, shape);
        this.inner = List.copyOf(inner);
    }

    @Override
    void declare(Parameters parameters) {
        inner.forEach(stage -> stage.declare(parameters));
    }

    @Override
    void remember(LayerStates states, RandomStream random) {
        inner.forEach(stage -> stage.remember(states, random));
    }

    @Override
    void initialize(Parameters parameters, RandomStream random) {
        inner.forEach(stage -> stage.initialize(parameters, random));
    }

    @Override
    Layer build(Materials from) {
        return new Residual(
                name(),
                new Network(inner.stream().map(stage -> stage.build(from)).toList()),
                from.maxRows());
    }
}
