package dev.evenkeel.model.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.math.GemmChoice;
import dev.evenkeel.model.math.Gemms;
import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.parameter.Nd4jTensors;
import dev.evenkeel.model.parameter.Parameters;
import dev.evenkeel.model.update.AdamHyperparameters;
import dev.evenkeel.model.update.UpdateRule;
import java.util.List;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Whole networks against Deeplearning4j's in double precision: same weights, same batches, same losses step by step. */
class Deeplearning4jOracleTest {
    private static final int STEPS = 10;
    private static final int ROWS = 20;
    private static final int CLASSES = 4;
    private static final double RATE = 0.01;

    @Test
    void aConvolutionalNetworkLosesTheSameInEveryStep() {
        MultiLayerNetwork oracle = oracle(
                InputType.convolutional(8, 8, 2),
                new ConvolutionLayer.Builder(3, 3)
                        .nOut(6)
                        .convolutionMode(ConvolutionMode.Same)
                        .activation(Activation.RELU)
                        .build(),
                new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX, new int[] {2, 2}, new int[] {2, 2})
                        .build(),
                new ConvolutionLayer.Builder(3, 3)
                        .nOut(5)
                        .convolutionMode(ConvolutionMode.Truncate)
                        .activation(Activation.TANH)
                        .build());
        NetworkDesign design = new NetworkDesign(
                TensorShape.of(8, 8, 2),
                List.of(
                        new LayerSpec.Convolution(6, 3, 1, Padding.SAME, Initialization.AUTO),
                        new LayerSpec.Relu(),
                        new LayerSpec.Pooling(LayerSpec.Reduction.MAX, 2, 2, Padding.VALID),
                        new LayerSpec.Convolution(5, 3, 1, Padding.VALID, Initialization.AUTO),
                        new LayerSpec.Tanh(),
                        new LayerSpec.Flatten()),
                CLASSES);
        Parameters parameters = new Parameters();
        design.declare(parameters);
        kernel(parameters, "convolution-0", oracle, 0);
        kernel(parameters, "convolution-1", oracle, 2);
        // theirs is flattened channels first: [5, 2, 2] in place of our [2, 2, 5]
        INDArray output = oracle.getParam("3_W").dup('c').reshape(5, 4, CLASSES).permute(1, 0, 2);
        parameters.fromNd4j("output/weight", output.dup('c').reshape(20, CLASSES));
        assertSameLosses(oracle, design, parameters, true);
    }

    @Test
    void aBatchNormalizedNetworkLosesTheSameInEveryStep() {
        MultiLayerNetwork oracle = oracle(
                InputType.feedForward(7),
                new DenseLayer.Builder()
                        .nOut(12)
                        .activation(Activation.IDENTITY)
                        .build(),
                new BatchNormalization.Builder().eps(1e-5).build(),
                new ActivationLayer.Builder().activation(Activation.RELU).build());
        NetworkDesign design = new NetworkDesign(
                7, List.of(new LayerSpec.Dense(12), new LayerSpec.BatchNorm(0.9), new LayerSpec.Relu()), CLASSES);
        Parameters parameters = new Parameters();
        design.declare(parameters);
        parameters.fromNd4j("dense-0/weight", oracle.getParam("0_W"));
        parameters.fromNd4j("output/weight", oracle.getParam("3_W"));
        assertSameLosses(oracle, design, parameters, false);
    }

    private static MultiLayerNetwork oracle(InputType input, org.deeplearning4j.nn.conf.layers.Layer... layers) {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .seed(1)
                .dataType(DataType.DOUBLE)
                .updater(new Adam(RATE))
                .list();
        for (org.deeplearning4j.nn.conf.layers.Layer layer : layers) {
            list.layer(layer);
        }
        MultiLayerConfiguration configuration = list.layer(new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(input)
                .build();
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        return network;
    }

    private static void kernel(Parameters parameters, String layer, MultiLayerNetwork oracle, int index) {
        INDArray kernel = oracle.getParam(index + "_W").permute(2, 3, 1, 0);
        parameters.fromNd4j(layer + "/weight", kernel);
    }

    private static void assertSameLosses(
            MultiLayerNetwork oracle, NetworkDesign design, Parameters parameters, boolean image) {
        Network network = design.build(parameters, Gemms.choose(GemmChoice.AUTO), ROWS);
        UpdateRule rule = UpdateRule.of(new AdamHyperparameters(RATE, 0.9, 0.999, 1e-8), parameters, 1);
        for (int step = 0; step < STEPS; step++) {
            Matrix x = LayerContract.random(ROWS, network.inputs(), 100 + step);
            INDArray labels = Nd4j.zeros(DataType.DOUBLE, ROWS, CLASSES);
            RandomStream random = new RandomStream(step);
            float[] classes = new float[ROWS];
            for (int r = 0; r < ROWS; r++) {
                classes[r] = random.nextInt(CLASSES);
                labels.putScalar(r, (long) classes[r], 1);
            }
            INDArray features = Nd4jTensors.toNd4j(new NamedTensors.Tensor(
                            NamedTensors.Type.F32, new long[] {ROWS, network.inputs()}, x.unpadded()))
                    .castTo(DataType.DOUBLE);
            INDArray shaped = image ? features.reshape(ROWS, 8, 8, 2).permute(0, 3, 1, 2) : features;
            oracle.fit(new DataSet(shaped, labels));
            double loss = step(network, rule, x, classes);
            assertThat(loss).as("step %d", step).isCloseTo(oracle.score(), Offset.offset(1e-5));
        }
    }

    /** The mean loss of a batch before the step. */
    private static double step(Network network, UpdateRule rule, Matrix x, float[] classes) {
        Loss loss = Loss.of(LossKind.SOFTMAX);
        Matrix scores = network.forward(x);
        Matrix gradient = Matrix.zeros(ROWS, CLASSES);
        double sum = 0;
        for (int r = 0; r < ROWS; r++) {
            sum += loss.value(scores.data(), scores.row(r), CLASSES, classes[r]);
            loss.gradient(
                    scores.data(), scores.row(r), CLASSES, classes[r], 1f / ROWS, gradient.data(), gradient.row(r));
        }
        network.backwardParameters(gradient);
        rule.propose(network.gradients());
        rule.apply(network.gradients());
        network.commit();
        return sum / ROWS;
    }
}
