package dev.evenkeel.model.layer;

import dev.evenkeel.model.parameter.DenseParameter;
import dev.evenkeel.model.parameter.Gradient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The units between two dense layers: what goes in, what comes out, and what is said of each alone on the way.
 *
 * @param layer the name of the dense layer that makes them
 * @param last the index in the network of the last layer before the next dense one: its outputs are the units' activations
 * @param weight in: {@code [inputs, units]}
 * @param bias in: {@code [units]}
 * @param gains of normalizers between: {@code [units]} each
 * @param biases of normalizers between: {@code [units]} each
 * @param nextWeight out: {@code [units, outputs]}
 * @param nextBias out: {@code [outputs]}
 */
public record HiddenUnits(
        String layer,
        int last,
        DenseParameter weight,
        DenseParameter bias,
        List<DenseParameter> gains,
        List<DenseParameter> biases,
        DenseParameter nextWeight,
        DenseParameter nextBias) {
    /** Copies the lists. */
    public HiddenUnits {
        gains = List.copyOf(gains);
        biases = List.copyOf(biases);
    }

    /** How many. */
    public int units() {
        return nextWeight.matrix().rows();
    }

    /**
     * All units of a network that can be told apart: those between two dense layers with nothing between but what treats or
     * normalizes each number in its place. Filters of convolutions, units inside residual blocks and units whose weights are learned
     * as length and direction are not among them.
     */
    public static List<HiddenUnits> of(Network network) {
        List<Layer> layers = network.layers();
        List<HiddenUnits> found = new ArrayList<>();
        int from = -1;
        for (int l = 0; l < layers.size(); l++) {
            if (layers.get(l) instanceof Dense) {
                if (from >= 0) {
                    found.add(between(layers, from, l));
                }
                from = l;
            } else if (!keepsPlaces(layers.get(l))) {
                from = -1;
            }
        }
        return List.copyOf(found);
    }

    private static boolean keepsPlaces(Layer layer) {
        return layer instanceof Elementwise
                || layer instanceof Relu
                || layer instanceof Dropout
                || layer instanceof BatchNorm
                || layer instanceof LayerNorm
                || layer instanceof RmsNorm;
    }

    private static HiddenUnits between(List<Layer> layers, int from, int to) {
        List<DenseParameter> gains = new ArrayList<>();
        List<DenseParameter> biases = new ArrayList<>();
        for (Layer layer : layers.subList(from + 1, to)) {
            parameter(layer, Stage.GAIN).ifPresent(gains::add);
            parameter(layer, Stage.BIAS).ifPresent(biases::add);
        }
        Layer first = layers.get(from);
        Layer next = layers.get(to);
        return new HiddenUnits(
                first.name(),
                to - 1,
                parameter(first, Stage.WEIGHT).orElseThrow(),
                parameter(first, Stage.BIAS).orElseThrow(),
                gains,
                biases,
                parameter(next, Stage.WEIGHT).orElseThrow(),
                parameter(next, Stage.BIAS).orElseThrow());
    }

    private static Optional<DenseParameter> parameter(Layer layer, String role) {
        return layer.gradients().stream()
                .map(Gradient::parameter)
                .filter(parameter -> parameter.name().endsWith(role))
                .map(DenseParameter.class::cast)
                .findFirst();
    }
}
