package dev.evenkeel.model.benchmark;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.TrainingConfig;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** The same network in SameDiff. */
final class SameDiffNetwork {
    private final SameDiff graph = SameDiff.create();

    SameDiffNetwork(Topology topology) {
        SDVariable labels = graph.placeHolder("labels", DataType.FLOAT, -1, topology.outputs);
        SDVariable scores = topology.images() ? convolutions(topology) : dense(topology);
        if (topology.outputs == 1) {
            graph.loss().sigmoidCrossEntropy("loss", labels, scores, null);
        } else {
            graph.loss().softmaxCrossEntropy("loss", labels, scores, null);
        }
        graph.setLossVariables("loss");
        graph.setTrainingConfig(TrainingConfig.builder()
                .updater(new Adam(1e-3))
                .dataSetFeatureMapping("features")
                .dataSetLabelMapping("labels")
                .build());
    }

    private SDVariable dense(Topology topology) {
        SDVariable activation = graph.placeHolder("features", DataType.FLOAT, -1, topology.inputs);
        int width = topology.inputs;
        for (int units : topology.hidden) {
            SDVariable gain = graph.var(Nd4j.ones(DataType.FLOAT, units));
            SDVariable bias = graph.var(Nd4j.zeros(DataType.FLOAT, units));
            SDVariable linear = linear(activation, width, units);
            activation = graph.nn().relu(graph.nn().layerNorm(linear, gain, bias, true, 1), 0);
            width = units;
        }
        return linear(activation, width, topology.outputs);
    }

    private SDVariable convolutions(Topology topology) {
        SDVariable grid = graph.placeHolder("features", DataType.FLOAT, -1, 1, topology.side(), topology.side());
        int channels = 1;
        for (int filters : topology.hidden) {
            SDVariable convolved = convolution(grid, channels, filters);
            Pooling2DConfig window = Pooling2DConfig.builder()
                    .kH(Topology.POOL)
                    .kW(Topology.POOL)
                    .sH(Topology.POOL)
                    .sW(Topology.POOL)
                    .build();
            grid = graph.cnn().maxPooling2d(graph.nn().relu(convolved, 0), window);
            channels = filters;
        }
        int width = topology.sideOfFeatures() * topology.sideOfFeatures() * channels;
        return linear(graph.reshape(grid, -1, width), width, topology.outputs);
    }

    private SDVariable convolution(SDVariable input, int channels, int filters) {
        int kernel = Topology.KERNEL;
        double deviation = Math.sqrt(2.0 / (kernel * kernel * channels));
        SDVariable weight = graph.var(
                Nd4j.randn(DataType.FLOAT, kernel, kernel, channels, filters).muli(deviation));
        SDVariable bias = graph.var(Nd4j.zeros(DataType.FLOAT, filters));
        Conv2DConfig config =
                Conv2DConfig.builder().kH(kernel).kW(kernel).sH(1).sW(1).build();
        return graph.cnn().conv2d(input, weight, bias, config);
    }

    private SDVariable linear(SDVariable input, int width, int units) {
        SDVariable weight = graph.var(Nd4j.randn(DataType.FLOAT, width, units).muli(Math.sqrt(2.0 / width)));
        return graph.nn().linear(input, weight, graph.var(Nd4j.zeros(DataType.FLOAT, units)));
    }

    void step(DataSet batch) {
        graph.fit(batch);
    }
}
