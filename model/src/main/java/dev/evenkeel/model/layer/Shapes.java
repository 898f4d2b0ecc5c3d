package dev.evenkeel.model.layer;

import dev.evenkeel.model.math.Matrix;

/** Checks that layers share. */
final class Shapes {
    private Shapes() {}

    /** Refuses an input of another number of columns than the layer takes. */
    static void requireColumns(Layer layer, Matrix input) {
        if (input.columns() != layer.inputs()) {
            throw new IllegalArgumentException("shape must fit: layer=" + layer.name() + ", input=" + input
                    + ", expected=[rows, " + layer.inputs() + "]");
        }
    }
}
