package dev.evenkeel.model.layer;

import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.parameter.Gradient;
import java.util.List;

/** Layers in a row, each one's output the next one's input. Not thread-safe. */
public final class Network {
    private final List<Layer> layers;
    private final List<Gradient> gradients;
    /** What the layers gave in the last {@link #forward}; their own. */
    private final Matrix[] activations;

    /**
     * A chain.
     *
     * @param layers input side first, at least one
     * @throws IllegalArgumentException when there is none, or neighbours do not fit
     */
    public Network(List<? extends Layer> layers) {
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("needs at least one: layers=[]");
        }
        for (int l = 1; l < layers.size(); l++) {
            Layer below = layers.get(l - 1);
            Layer layer = layers.get(l);
            if (below.outputs() != layer.inputs()) {
                throw new IllegalArgumentException("layers must fit: layer=" + layer.name() + ", inputs="
                        + layer.inputs() + ", expected=" + below.outputs() + " from " + below.name());
            }
        }
        this.layers = List.copyOf(layers);
        activations = new Matrix[layers.size()];
        gradients = this.layers.stream()
                .flatMap(layer -> layer.gradients().stream())
                .toList();
    }

    /** The layers, input side first. */
    public List<Layer> layers() {
        return layers;
    }

    /** Columns it takes. */
    public int inputs() {
        return layers.get(0).inputs();
    }

    /** Columns it gives. */
    public int outputs() {
        return layers.get(layers.size() - 1).outputs();
    }

    /** Derivatives by all parameters, layer by layer; overwritten by each backward pass. */
    public List<Gradient> gradients() {
        return gradients;
    }

    /** Whether a layer is an activation function. */
    public boolean activates(int layer) {
        return layers.get(layer) instanceof Relu || layers.get(layer) instanceof Elementwise;
    }

    /** Whether {@link #predict} and {@link #forward} differ. */
    public boolean trainsDifferently() {
        return layers.stream().anyMatch(Layer::trainsDifferently);
    }

    /**
     * The outputs for rows each on its own, as the network serves them.
     *
     * @param input {@code [rows, inputs]}
     * @return {@code [rows, outputs]}, the last layer's own
     */
    public Matrix predict(Matrix input) {
        Matrix activation = input;
        for (int l = 0; l < layers.size(); l++) {
            activation = layers.get(l).predict(activation);
        }
        return activation;
    }

    /** Makes the last {@link #forward} count: see {@link Layer#commit}. */
    public void commit() {
        for (int l = 0; l < layers.size(); l++) {
            layers.get(l).commit();
        }
    }

    /**
     * The outputs for a batch in training.
     *
     * @param input {@code [rows, inputs]}; must not change until backward
     * @return {@code [rows, outputs]}, the last layer's own
     */
    public Matrix forward(Matrix input) {
        Matrix activation = input;
        for (int l = 0; l < activations.length; l++) {
            activation = layers.get(l).forward(activation);
            activations[l] = activation;
        }
        return activation;
    }

    /**
     * What a layer gave in the last {@link #forward}, until the next call of the layer.
     *
     * @param layer its index
     */
    public Matrix activation(int layer) {
        return activations[layer];
    }

    /**
     * Fills all gradients.
     *
     * @param outputGradient {@code [rows, outputs]}
     * @return the derivative by the input, the first layer's own
     */
    public Matrix backward(Matrix outputGradient) {
        return layers.get(0).backward(backwardToFirst(outputGradient));
    }

    /** Fills all gradients, without the derivative by the input. */
    public void backwardParameters(Matrix outputGradient) {
        layers.get(0).backwardParameters(backwardToFirst(outputGradient));
    }

    private Matrix backwardToFirst(Matrix outputGradient) {
        Matrix gradient = outputGradient;
        for (int l = layers.size() - 1; l > 0; l--) {
            gradient = layers.get(l).backward(gradient);
        }
        return gradient;
    }
}
