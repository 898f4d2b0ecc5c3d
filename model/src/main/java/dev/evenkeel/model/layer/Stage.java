package dev.evenkeel.model.layer;

import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.DenseParameter;
import dev.evenkeel.model.parameter.Parameters;
import java.util.Arrays;

/** A layer of a design: its name and what it gives are known; it can declare, initialize and build itself. Immutable. */
abstract class Stage {
    static final String WEIGHT = "/weight";
    static final String DIRECTION = "/direction";
    static final String GAIN = "/gain";
    static final String BIAS = "/bias";

    private final String name;
    private final TensorShape output;

    Stage(String name, TensorShape output) {
        this.name = name;
        this.output = output;
    }

    final String name() {
        return name;
    }

    final TensorShape output() {
        return output;
    }

    /** Adds its parameters: gains one, all else zero. */
    void declare(Parameters parameters) {}

    /** Adds what it remembers, as before the first example. */
    void remember(LayerStates states, RandomStream random) {}

    /** Draws its weights. */
    void initialize(Parameters parameters, RandomStream random) {}

    /**
     * Weights into one unit, as if it were drawn with the others.
     *
     * @throws IllegalArgumentException when the layer has no weights
     */
    float[] drawUnit(RandomStream random) {
        throw new IllegalArgumentException("has no weights: layer=" + name);
    }

    abstract Layer build(Materials from);

    final Affine affine(Parameters parameters) {
        return new Affine(parameters.dense(name + GAIN), parameters.dense(name + BIAS));
    }

    final void declareGain(Parameters parameters, int size) {
        float[] ones = new float[size];
        Arrays.fill(ones, 1);
        parameters.add(new DenseParameter(name + GAIN, size)).set(ones);
    }

    final void declareBias(Parameters parameters, int size) {
        parameters.add(new DenseParameter(name + BIAS, size));
    }
}
