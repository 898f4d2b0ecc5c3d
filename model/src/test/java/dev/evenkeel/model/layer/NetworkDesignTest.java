package dev.evenkeel.model.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.math.GemmChoice;
import dev.evenkeel.model.math.Gemms;
import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.parameter.Parameter;
import dev.evenkeel.model.parameter.Parameters;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkDesignTest {
    private static final LayerSpec CONVOLUTION = new LayerSpec.Convolution(4, 3, 1, Padding.SAME, Initialization.AUTO);
    private static final LayerSpec POOLING = new LayerSpec.Pooling(LayerSpec.Reduction.MAX, 2, 2, Padding.VALID);
    private static final List<LayerSpec> DEEP = List.of(
            CONVOLUTION,
            new LayerSpec.BatchRenorm(0.99, 3, 5, 100),
            new LayerSpec.Relu(),
            new LayerSpec.Residual(List.of(
                    new LayerSpec.WeightNorm((LayerSpec.Weighted) CONVOLUTION),
                    new LayerSpec.GroupNorm(2),
                    new LayerSpec.Dropout(0.5))),
            POOLING,
            new LayerSpec.Flatten(),
            new LayerSpec.Dense(5),
            new LayerSpec.RmsNorm());

    private final Parameters parameters = new Parameters();

    private Network network(NetworkDesign design) {
        design.declare(parameters);
        design.initialize(parameters, new RandomStream(8));
        return design.build(parameters, Gemms.choose(GemmChoice.AUTO), 20);
    }

    @Test
    void layersInsideOthersAreNumberedWithTheRest() {
        Network network = network(new NetworkDesign(TensorShape.of(6, 6, 2), DEEP, 3));
        assertThat(network.layers())
                .extracting(Layer::name)
                .containsExactly(
                        "convolution-0",
                        "batch-renorm-0",
                        "relu-0",
                        "residual-0",
                        "pooling-0",
                        "flatten-0",
                        "dense-0",
                        "rms-norm-0",
                        "output");
        assertThat(parameters.all())
                .extracting(Parameter::name)
                .containsExactly(
                        "convolution-0/weight",
                        "convolution-0/bias",
                        "batch-renorm-0/gain",
                        "batch-renorm-0/bias",
                        "weight-norm-0/direction",
                        "weight-norm-0/gain",
                        "weight-norm-0/bias",
                        "group-norm-0/gain",
                        "group-norm-0/bias",
                        "dense-0/weight",
                        "dense-0/bias",
                        "rms-norm-0/gain",
                        "output/weight",
                        "output/bias");
        assertThat(parameters.dense("convolution-0/weight").shape()).containsExactly(3, 3, 2, 4);
        assertThat(parameters.dense("dense-0/weight").shape()).containsExactly(36, 5);
        assertThat(network.gradients())
                .extracting(g -> g.parameter().name())
                .containsExactlyElementsOf(
                        parameters.all().stream().map(Parameter::name).toList());
    }

    @Test
    void signalsHaveOneDimension() {
        NetworkDesign design = new NetworkDesign(
                TensorShape.of(9, 2),
                List.of(CONVOLUTION, POOLING, new LayerSpec.GlobalPooling(LayerSpec.Reduction.AVERAGE)),
                1);
        assertThat(network(design).layers()).extracting(Layer::outputs).containsExactly(36, 16, 4, 1);
        assertThat(parameters.dense("convolution-0/weight").shape()).containsExactly(1, 3, 2, 4);
    }

    @Test
    void statesAreSavedByTheirPurpose() {
        LayerStates states = new NetworkDesign(TensorShape.of(6, 6, 2), DEEP, 3).states(new RandomStream(3));
        NamedTensors saved = new NamedTensors();
        states.save(saved);
        assertThat(saved.names())
                .containsExactly(
                        "normalizer/batch-renorm-0/mean",
                        "normalizer/batch-renorm-0/variance",
                        "normalizer/batch-renorm-0/examples",
                        "random/dropout-0");
        assertThat(saved.longs("random/dropout-0"))
                .containsExactly(new RandomStream(3).split("dropout-0").key(), 0);
    }

    @Test
    void oneDropOutDoesNotMoveAnother() {
        List<LayerSpec> two = List.of(new LayerSpec.Dropout(0.5), new LayerSpec.Dropout(0.5));
        LayerStates states = new NetworkDesign(4, two, 1).states(new RandomStream(3));
        assertThat(states.dropout("dropout-0").random().key())
                .isNotEqualTo(states.dropout("dropout-1").random().key());
    }

    @Test
    void predictionsAreThoseOfRowsAlone() {
        Network network = network(new NetworkDesign(TensorShape.of(6, 6, 2), DEEP, 3));
        Matrix x = LayerContract.random(20, 72, 1);
        assertThat(network.trainsDifferently()).isTrue();
        for (int step = 0; step < 5; step++) {
            network.forward(x);
            network.backwardParameters(LayerContract.random(20, 3, 2));
            network.commit();
        }
        float[] all = network.predict(x).unpadded();
        for (int r = 0; r < 20; r++) {
            float[] one = network.predict(Matrix.of(x.data(), x.row(r), 1, 72)).unpadded();
            assertThat(one).containsExactly(all[3 * r], all[3 * r + 1], all[3 * r + 2]);
        }
    }

    @Test
    void theFirstLayerThatDoesNotFitIsNamed() {
        assertThatThrownBy(() ->
                        new NetworkDesign(TensorShape.of(8, 8, 1), List.of(CONVOLUTION, new LayerSpec.Dense(3)), 2))
                .isInstanceOf(LayerShapeException.class)
                .hasMessage("takes the shape [features], not [8, 8, 4]; put flatten or global-pooling before it:"
                        + " layer=layers[1] (dense)");
        List<LayerSpec> inside =
                List.of(new LayerSpec.Flatten(), new LayerSpec.Residual(List.of(new LayerSpec.Relu(), POOLING)));
        assertThatThrownBy(() -> new NetworkDesign(TensorShape.of(8, 8, 1), inside, 2))
                .isInstanceOfSatisfying(
                        LayerShapeException.class, e -> assertThat(e.place()).isEqualTo("layers[1].layers[1]"));
        assertThatThrownBy(() -> new NetworkDesign(TensorShape.of(8, 8, 1), List.of(), 2))
                .hasMessage("gives the shape [8, 8, 1], but the output layer takes [features]; put flatten or"
                        + " global-pooling after it: layer=layers[0] (output)");
        assertThatThrownBy(() -> TensorShape.of(1 << 20, 1 << 20, 1))
                .hasMessage("must be >= 1 each, of a product below 2^31: shape=[1048576, 1048576, 1]");
        assertThatThrownBy(() -> TensorShape.of(1, 1, 1, 1))
                .hasMessage("must have one to three dimensions: shape=[1, 1, 1, 1]");
    }
}
