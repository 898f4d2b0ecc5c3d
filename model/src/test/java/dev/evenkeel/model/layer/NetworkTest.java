package dev.evenkeel.model.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.math.GemmChoice;
import dev.evenkeel.model.math.Gemms;
import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.DenseParameter;
import dev.evenkeel.model.parameter.Gradient;
import dev.evenkeel.model.parameter.Parameter;
import dev.evenkeel.model.parameter.Parameters;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private final Parameters parameters = new Parameters();
    private final Network network = network(List.of(
            new LayerSpec.Dense(6),
            new LayerSpec.LayerNorm(),
            new LayerSpec.Relu(),
            new LayerSpec.Dense(5),
            new LayerSpec.LayerNorm(),
            new LayerSpec.Relu()));

    private Network network(List<LayerSpec> layers) {
        NetworkDesign design = new NetworkDesign(5, layers, 3);
        design.declare(parameters);
        design.initialize(parameters, new RandomStream(8));
        return design.build(parameters, Gemms.choose(GemmChoice.AUTO), 6);
    }

    @Test
    void gradientsMatchFiniteDifferences() {
        Matrix x = inputFarFromKinks();
        Matrix c = LayerContract.random(2, 3, 22);
        network.forward(x);
        Matrix dx = network.backward(c);
        float[] byInput = dx.data().clone();
        for (int j = 0; j < 5; j++) {
            int at = x.row(1) + j;
            Differences.assertDerivative(byInput[at], x.data(), at, () -> Differences.dot(network.forward(x), c));
        }
        for (Gradient gradient : network.gradients()) {
            DenseParameter parameter = (DenseParameter) gradient.parameter();
            Matrix matrix = parameter.matrix();
            for (int i = 0; i < matrix.rows(); i++) {
                for (int j = 0; j < matrix.columns(); j++) {
                    int at = matrix.row(i) + j;
                    Differences.assertDerivative(
                            gradient.values()[at],
                            parameter.values(),
                            at,
                            () -> Differences.dot(network.forward(x), c));
                }
            }
        }
    }

    @Test
    void layersAndParametersAreNamedByTypeAndNumber() {
        assertThat(network.layers())
                .extracting(Layer::name)
                .containsExactly("dense-0", "layer-norm-0", "relu-0", "dense-1", "layer-norm-1", "relu-1", "output");
        assertThat(parameters.all())
                .extracting(Parameter::name)
                .startsWith("dense-0/weight", "dense-0/bias", "layer-norm-0/gain", "layer-norm-0/bias")
                .endsWith("output/weight", "output/bias");
        assertThat(network.gradients()).extracting(Gradient::parameter).containsExactlyElementsOf(parameters.all());
    }

    @Test
    void weightsBeforeARectifierHaveTwiceTheVariance() {
        Parameters wide = new Parameters();
        NetworkDesign design = new NetworkDesign(200, List.of(new LayerSpec.Dense(300), new LayerSpec.Relu()), 200);
        design.declare(wide);
        design.initialize(wide, new RandomStream(1));
        assertThat(variance(wide.dense("dense-0/weight"))).isCloseTo(2.0 / 200, Offset.offset(3e-4));
        assertThat(variance(wide.dense("output/weight"))).isCloseTo(1.0 / 300, Offset.offset(1e-4));
    }

    @Test
    void refusesLayersThatDoNotFit() {
        assertThatThrownBy(() -> new Network(List.of(new Relu("a", 3, 1), new Relu("b", 4, 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("layers must fit: layer=b, inputs=4, expected=3 from a");
    }

    /** Where the loss is smooth over the finite difference's step: no ReLU's input is near 0. */
    private Matrix inputFarFromKinks() {
        for (long seed = 1; ; seed++) {
            Matrix x = LayerContract.random(2, 5, seed);
            boolean far = true;
            Matrix activation = x;
            for (Layer layer : network.layers()) {
                if (layer instanceof Relu) {
                    for (float value : activation.unpadded()) {
                        far &= Math.abs(value) > 0.08;
                    }
                }
                activation = layer.forward(activation);
            }
            if (far) {
                return x;
            }
        }
    }

    private static double variance(DenseParameter parameter) {
        double sum = 0;
        for (float value : parameter.unpadded()) {
            sum += (double) value * value;
        }
        return sum / parameter.count();
    }
}
