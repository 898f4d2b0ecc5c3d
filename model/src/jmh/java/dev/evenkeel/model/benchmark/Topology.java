package dev.evenkeel.model.benchmark;

import dev.evenkeel.model.layer.LayerSpec;
import java.util.ArrayList;
import java.util.List;

/** The networks that are measured: blocks of a dense layer, layer normalization and ReLU, then a dense output layer. */
public enum Topology {
    /** 100-128-64-1, logistic loss, 256 examples a step. */
    SMALL_256("100-128-64-1, batch 256", 256, 100, List.of(128, 64), 1),
    /** 100-128-64-1, logistic loss, 32 examples a step. */
    SMALL_32("100-128-64-1, batch 32", 32, 100, List.of(128, 64), 1),
    /** 512-512-256-10, softmax loss, 256 examples a step. */
    WIDE_256("512-512-256-10, batch 256", 256, 512, List.of(512, 256), 10);

    /** Its name in the table. */
    final String label;

    /** Examples a step. */
    final int batch;

    /** Numbers an example. */
    final int inputs;

    /** Units of the hidden layers. */
    final List<Integer> hidden;

    /** Scores an example. */
    final int outputs;

    Topology(String label, int batch, int inputs, List<Integer> hidden, int outputs) {
        this.label = label;
        this.batch = batch;
        this.inputs = inputs;
        this.hidden = hidden;
        this.outputs = outputs;
    }

    /** The hidden layers as a pipeline file describes them. */
    List<LayerSpec> layers() {
        List<LayerSpec> layers = new ArrayList<>();
        for (int units : hidden) {
            layers.add(new LayerSpec.Dense(units));
            layers.add(new LayerSpec.LayerNorm());
            layers.add(new LayerSpec.Relu());
        }
        return layers;
    }

    /** Floating-point operations an example in matrix products: forward, by the weights, and by the input but for the first. */
    double flops() {
        double sum = 0;
        int width = inputs;
        for (int units : hidden) {
            sum += (width == inputs ? 4.0 : 6.0) * width * units;
            width = units;
        }
        return sum + 6.0 * width * outputs;
    }
}
