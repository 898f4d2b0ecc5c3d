package dev.evenkeel.model.benchmark;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.TrainingConfig;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** The same network in SameDiff. */
final class SameDiffNetwork {
    private final SameDiff graph = SameDiff.create();

    SameDiffNetwork(Topology topology) {
        SDVariable activation = graph.placeHolder("features", DataType.FLOAT, -1, topology.inputs);
        SDVariable labels = graph.placeHolder("labels", DataType.FLOAT, -1, topology.outputs);
        int width = topology.inputs;
        for (int units : topology.hidden) {
            SDVariable gain = graph.var(Nd4j.ones(DataType.FLOAT, units));
            SDVariable bias = graph.var(Nd4j.zeros(DataType.FLOAT, units));
            SDVariable linear = linear(activation, width, units);
            activation = graph.nn().relu(graph.nn().layerNorm(linear, gain, bias, true, 1), 0);
            width = units;
        }
        SDVariable scores = linear(activation, width, topology.outputs);
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

    private SDVariable linear(SDVariable input, int width, int units) {
        SDVariable weight = graph.var(Nd4j.randn(DataType.FLOAT, width, units).muli(Math.sqrt(2.0 / width)));
        return graph.nn().linear(input, weight, graph.var(Nd4j.zeros(DataType.FLOAT, units)));
    }

    void step(DataSet batch) {
        graph.fit(batch);
    }
}
