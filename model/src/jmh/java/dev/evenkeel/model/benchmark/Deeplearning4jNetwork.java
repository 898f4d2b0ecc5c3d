package dev.evenkeel.model.benchmark;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
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
        if (topology.images()) {
            convolutions(layers, topology);
        } else {
            dense(layers, topology);
        }
        boolean binary = topology.outputs == 1;
        layers.layer(
                new OutputLayer.Builder(binary ? LossFunctions.LossFunction.XENT : LossFunctions.LossFunction.MCXENT)
                        .nOut(topology.outputs)
                        .activation(binary ? Activation.SIGMOID : Activation.SOFTMAX)
                        .build());
        network = new MultiLayerNetwork(layers.build());
        network.init();
    }

    private static void dense(NeuralNetConfiguration.ListBuilder layers, Topology topology) {
        for (int units : topology.hidden) {
            layers.layer(new DenseLayer.Builder()
                    .nOut(units)
                    .hasLayerNorm(true)
                    .activation(Activation.RELU)
                    .build());
        }
        layers.setInputType(InputType.feedForward(topology.inputs));
    }

    private static void convolutions(NeuralNetConfiguration.ListBuilder layers, Topology topology) {
        for (int filters : topology.hidden) {
            layers.layer(new ConvolutionLayer.Builder(Topology.KERNEL, Topology.KERNEL)
                    .nOut(filters)
                    .activation(Activation.RELU)
                    .build());
            layers.layer(new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                    .kernelSize(Topology.POOL, Topology.POOL)
                    .stride(Topology.POOL, Topology.POOL)
                    .build());
        }
        layers.setInputType(InputType.convolutional(topology.side(), topology.side(), 1));
    }

    void step(INDArray features, INDArray labels) {
        network.fit(features, labels);
    }
}
