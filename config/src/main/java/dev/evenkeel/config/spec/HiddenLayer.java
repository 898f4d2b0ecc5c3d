package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;
import dev.evenkeel.config.shape.Variants;
import dev.evenkeel.model.layer.LayerSpec;

/** A layer between input and output. */
@Variants(by = "type")
public sealed interface HiddenLayer {
    /** The learner's view of it. */
    LayerSpec toLayer();

    /**
     * Fully connected.
     *
     * @param units outputs
     */
    record Dense(
            @Key(about = "Outputs of the layer.", required = true, example = "64", min = "1", max = "65536")
            int units) implements HiddenLayer {
        /** Checks the ranges. */
        public Dense {
            Shapes.check(Dense.class, units);
        }

        @Override
        public LayerSpec toLayer() {
            return new LayerSpec.Dense(units);
        }
    }

    /** Normalizes each row. */
    record LayerNorm() implements HiddenLayer {
        @Override
        public LayerSpec toLayer() {
            return new LayerSpec.LayerNorm();
        }
    }

    /** Cuts off below zero. */
    record Relu() implements HiddenLayer {
        @Override
        public LayerSpec toLayer() {
            return new LayerSpec.Relu();
        }
    }
}
