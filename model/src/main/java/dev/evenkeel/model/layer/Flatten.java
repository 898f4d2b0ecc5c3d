package dev.evenkeel.model.layer;

import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.parameter.Gradient;
import java.util.List;

/** A tensor as features. Rows hold tensors flat already, so numbers and derivatives pass as they are, without a copy. */
public final class Flatten implements Layer {
    private final String name;
    private final int columns;

    /** A layer of {@code columns} numbers. */
    public Flatten(String name, int columns) {
        this.name = name;
        this.columns = columns;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int inputs() {
        return columns;
    }

    @Override
    public int outputs() {
        return columns;
    }

    @Override
    public List<Gradient> gradients() {
        return List.of();
    }

    /** {@inheritDoc} The result is the input itself. */
    @Override
    public Matrix forward(Matrix input) {
        Shapes.requireColumns(this, input);
        return input;
    }

    /** {@inheritDoc} The result is the argument itself. */
    @Override
    public Matrix backward(Matrix outputGradient) {
        return outputGradient;
    }
}
