package dev.evenkeel.model.benchmark;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** The same network in Deeplearning4j. */
final class Deeplearning4jNetwork {
    private final MultiLayerNetwork network;

    Deeplearning4jNetwork(Topology topology) {
        NeuralNetConfiguration.ListBuilder layers = new NeuralNetConfiguration.Builder()
                .seed(1)
                .weightInit(WeightInit.RELU)
                .updater(new Adam(1e-3))
                .list();
        int width = topology.inputs;
        for (int units : topology.hidden) {
            layers.layer(new DenseLayer.Builder()
                    .nIn(width)
                    .nOut(units)
                    .hasLayerNorm(true)
                    .activation(Activation.RELU)
                    .build());
            width = units;
        }
        boolean binary = topology.outputs == 1;
        layers.layer(
                new OutputLayer.Builder(binary ? LossFunctions.LossFunction.XENT : LossFunctions.LossFunction.MCXENT)
                        .nIn(width)
                        .nOut(topology.outputs)
                        .activation(binary ? Activation.SIGMOID : Activation.SOFTMAX)
                        .build());
        network = new MultiLayerNetwork(layers.build());
        network.init();
    }

    void step(INDArray features, INDArray labels) {
        network.fit(features, labels);
    }
}
