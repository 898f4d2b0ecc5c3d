package dev.evenkeel.model.benchmark;

import dev.evenkeel.model.layer.Initialization;
import dev.evenkeel.model.layer.LayerSpec;
import dev.evenkeel.model.layer.Padding;
import java.util.ArrayList;
import java.util.List;

/**
 * The networks that are measured: blocks of a dense layer, layer normalization and ReLU, or of a convolution, ReLU and pooling;
 * then a dense output layer.
 */
public enum Topology {
    /** 100-128-64-1, logistic loss, 256 examples a step. */
    SMALL_256("100-128-64-1, batch 256", 256, 100, List.of(128, 64), 1),
    /** 100-128-64-1, logistic loss, 32 examples a step. */
    SMALL_32("100-128-64-1, batch 32", 32, 100, List.of(128, 64), 1),
    /** 512-512-256-10, softmax loss, 256 examples a step. */
    WIDE_256("512-512-256-10, batch 256", 256, 512, List.of(512, 256), 10),
    /** Convolutions of 16 and 32 filters over images of 28 by 28, softmax loss, 32 examples a step. */
    IMAGES_32("conv16-pool-conv32-pool-fc10 on 28x28, batch 32", 32, 28 * 28, List.of(16, 32), 10);

    /** Height and width of a convolution's kernel. */
    static final int KERNEL = 3;

    /** Height, width and stride of a pooling's window. */
    static final int POOL = 2;

    /** Its name in the table. */
    final String label;

    /** Examples a step. */
    final int batch;

    /** Numbers an example. */
    final int inputs;

    /** Units of the hidden layers, or filters of the convolutions. */
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

    /** Whether inputs are square images of one channel. */
    boolean images() {
        return this == IMAGES_32;
    }

    /** Height and width of the images. */
    int side() {
        return (int) Math.sqrt(inputs);
    }

    /** Height and width of what the blocks make of an image. */
    int sideOfFeatures() {
        int side = side();
        for (int block = 0; block < hidden.size(); block++) {
            side = (side - KERNEL + 1) / POOL;
        }
        return side;
    }

    /** The hidden layers as a pipeline file describes them. */
    List<LayerSpec> layers() {
        List<LayerSpec> layers = new ArrayList<>();
        if (images()) {
            for (int filters : hidden) {
                layers.add(new LayerSpec.Convolution(filters, KERNEL, 1, Padding.VALID, Initialization.AUTO));
                layers.add(new LayerSpec.Relu());
                layers.add(new LayerSpec.Pooling(LayerSpec.Reduction.MAX, POOL, POOL, Padding.VALID));
            }
            layers.add(new LayerSpec.Flatten());
            return layers;
        }
        for (int units : hidden) {
            layers.add(new LayerSpec.Dense(units));
            layers.add(new LayerSpec.LayerNorm());
            layers.add(new LayerSpec.Relu());
        }
        return layers;
    }

    /** Floating-point operations an example in matrix products: forward, by the weights, and by the input but for the first. */
    double flops() {
        return images() ? imageFlops() : rowFlops();
    }

    private double rowFlops() {
        double sum = 0;
        int width = inputs;
        for (int units : hidden) {
            sum += (width == inputs ? 4.0 : 6.0) * width * units;
            width = units;
        }
        return sum + 6.0 * width * outputs;
    }

    private double imageFlops() {
        double sum = 0;
        int side = side();
        int channels = 1;
        for (int filters : hidden) {
            int positions = (side - KERNEL + 1) * (side - KERNEL + 1);
            sum += (side == side() ? 4.0 : 6.0) * positions * KERNEL * KERNEL * channels * filters;
            side = (side - KERNEL + 1) / POOL;
            channels = filters;
        }
        return sum + 6.0 * side * side * channels * outputs;
    }
}
