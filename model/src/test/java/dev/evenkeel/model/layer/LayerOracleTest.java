package dev.evenkeel.model.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.math.GemmChoice;
import dev.evenkeel.model.math.Gemms;
import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.parameter.DenseParameter;
import dev.evenkeel.model.parameter.Gradient;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.parameter.Nd4jTensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.enums.WeightsFormat;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;

/** Layers against ND4J's operations and its automatic differentiation in double precision. */
class LayerOracleTest {
    private static final int ROWS = 6;

    static Stream<Arguments> sweeps() {
        List<Arguments> sweeps = new ArrayList<>();
        for (Padding padding : Padding.values()) {
            for (int[] e :
                    new int[][] {{7, 6, 3, 3, 1, 1}, {8, 7, 3, 2, 2, 2}, {5, 9, 1, 4, 1, 3}, {1, 12, 1, 3, 1, 2}}) {
                sweeps.add(Arguments.of(
                        Sweep.of(new Extent(e[0], e[1]), new Extent(e[2], e[3]), new Extent(e[4], e[5]), padding),
                        padding));
            }
        }
        return sweeps.stream();
    }

    @ParameterizedTest
    @MethodSource("sweeps")
    void convolutions(Sweep sweep, Padding padding) {
        for (GemmChoice choice : GemmChoice.values()) {
            DenseParameter weight = LayerContract.randomParameter(
                    "c/weight", 3, sweep.kernel().height(), sweep.kernel().width(), 3, 5);
            DenseParameter bias = LayerContract.randomParameter("c/bias", 4, 5);
            Conv2DConfig config = Conv2DConfig.builder()
                    .kH(sweep.kernel().height())
                    .kW(sweep.kernel().width())
                    .sH(sweep.stride().height())
                    .sW(sweep.stride().width())
                    .paddingMode(padding == Padding.SAME ? PaddingMode.SAME : PaddingMode.VALID)
                    .dataFormat("NHWC")
                    .weightsFormat(WeightsFormat.YXIO)
                    .build();
            assertAgrees(
                    new Convolution(weight, bias, sweep, Gemms.choose(choice), ROWS),
                    new long[] {ROWS, sweep.input().height(), sweep.input().width(), 3},
                    (sd, x) -> sd.cnn().conv2d(x, sd.getVariable("c/weight"), sd.getVariable("c/bias"), config));
        }
    }

    @ParameterizedTest
    @MethodSource("sweeps")
    void poolings(Sweep sweep, Padding padding) {
        Pooling2DConfig config = Pooling2DConfig.builder()
                .kH(sweep.kernel().height())
                .kW(sweep.kernel().width())
                .sH(sweep.stride().height())
                .sW(sweep.stride().width())
                .paddingMode(padding == Padding.SAME ? PaddingMode.SAME : PaddingMode.VALID)
                .isNHWC(true)
                .build();
        long[] shape = {ROWS, sweep.input().height(), sweep.input().width(), 3};
        assertAgrees(
                new MaxPooling("p", sweep, 3, ROWS), shape, (sd, x) -> sd.cnn().maxPooling2d(x, config));
        assertAgrees(
                new AveragePooling("p", sweep, 3, ROWS),
                shape,
                (sd, x) -> sd.cnn().avgPooling2d(x, config));
    }

    @Test
    void smoothFunctions() {
        long[] shape = {ROWS, 21};
        assertAgrees(new Sigmoid("a", 21, ROWS), shape, (sd, x) -> sd.nn().sigmoid(x));
        assertAgrees(new Tanh("a", 21, ROWS), shape, (sd, x) -> sd.nn().tanh(x));
        assertAgrees(new Softplus("a", 21, ROWS), shape, (sd, x) -> sd.nn().softplus(x));
        assertAgrees(new Silu("a", 21, ROWS), shape, (sd, x) -> sd.nn().swish(x));
        assertAgrees(
                new LeakyRelu("a", 21, 0.1, ROWS), shape, (sd, x) -> sd.nn().leakyRelu(x, 0.1));
        assertAgrees(
                new Gelu("a", 21, ROWS),
                shape,
                (sd, x) -> x.mul(0.5).mul(sd.math().erf(x.div(Math.sqrt(2))).add(1)));
    }

    @Test
    void batchNormInTraining() {
        Affine affine = affine(4);
        assertAgrees(
                new BatchNorm(affine, new RunningMoments("n", 4), BatchNormSettings.PLAIN, 15, ROWS),
                new long[] {ROWS, 15, 4},
                (sd, x) -> normalized(sd, x, 0, 1).mul(sd.getVariable("n/gain")).add(sd.getVariable("n/bias")));
    }

    @Test
    void batchNormWithConstantMoments() {
        RunningMoments moments = new RunningMoments("n", 4);
        double[] means = {1, -2, 0.5, 0};
        double[] variances = {4, 0.25, 1, 2};
        for (int i = 0; i < 40; i++) {
            moments.add(means, variances, 1000, 0.9);
        }
        BatchNormSettings settings = BatchNormSettings.RENORMALIZED;
        assertAgrees(
                new BatchNorm(affine(4), moments, settings, 1, ROWS),
                new long[] {ROWS, 4},
                (sd, x) -> x.sub(sd.constant(array(floats(means), 4)))
                        .div(sd.math()
                                .sqrt(sd.constant(array(floats(variances), 4)).add(1e-5)))
                        .mul(sd.getVariable("n/gain"))
                        .add(sd.getVariable("n/bias")));
    }

    @Test
    void groupAndInstanceNorm() {
        for (int groups : new int[] {1, 3, 6}) {
            assertAgrees(
                    new GroupNorm(affine(6), groups, 10, GroupNorm.EPSILON, ROWS),
                    new long[] {ROWS, 10, 6},
                    (sd, x) -> normalized(sd, x.reshape(ROWS, 10, groups, 6 / groups), 1, 3)
                            .reshape(ROWS, 10, 6)
                            .mul(sd.getVariable("n/gain"))
                            .add(sd.getVariable("n/bias")));
        }
    }

    @Test
    void rmsNorm() {
        DenseParameter gain = LayerContract.randomParameter("n/gain", 3, 21);
        assertAgrees(
                new RmsNorm(gain, RmsNorm.EPSILON, ROWS),
                new long[] {ROWS, 21},
                (sd, x) -> x.div(
                                sd.math().sqrt(sd.math().square(x).mean(true, 1).add(RmsNorm.EPSILON)))
                        .mul(sd.getVariable("n/gain")));
    }

    @Test
    void weightNorm() {
        DenseParameter weight = new DenseParameter("w/weight", 7, 5);
        Dense dense =
                new Dense(weight, LayerContract.randomParameter("w/bias", 4, 5), Gemms.choose(GemmChoice.AUTO), ROWS);
        assertAgrees(
                new WeightNorm(
                        dense,
                        weight,
                        LayerContract.randomParameter("w/direction", 3, 7, 5),
                        LayerContract.randomParameter("w/gain", 6, 5)),
                new long[] {ROWS, 7},
                (sd, x) -> {
                    SDVariable v = sd.getVariable("w/direction");
                    SDVariable norm = sd.math().sqrt(sd.math().square(v).sum(true, 0));
                    return x.mmul(v.div(norm).mul(sd.getVariable("w/gain"))).add(sd.getVariable("w/bias"));
                });
    }

    private static Affine affine(int channels) {
        return new Affine(
                LayerContract.randomParameter("n/gain", 3, channels),
                LayerContract.randomParameter("n/bias", 4, channels));
    }

    private static SDVariable normalized(SameDiff sd, SDVariable x, int... over) {
        SDVariable centred = x.sub(x.mean(true, over));
        return centred.div(
                sd.math().sqrt(sd.math().square(centred).mean(true, over).add(1e-5)));
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** Compares outputs and the gradients by input and parameters for one random input and output gradient. */
    private static void assertAgrees(
            Layer layer, long[] shape, BiFunction<SameDiff, SDVariable, SDVariable> definition) {
        Matrix x = LayerContract.random(ROWS, layer.inputs(), 1);
        Matrix c = LayerContract.random(ROWS, layer.outputs(), 2);
        SameDiff sd = SameDiff.create();
        List<String> names = new ArrayList<>(List.of("x"));
        SDVariable input = sd.var("x", array(x.unpadded(), shape));
        for (Gradient gradient : layer.gradients()) {
            DenseParameter parameter = (DenseParameter) gradient.parameter();
            sd.var(parameter.name(), array(parameter.unpadded(), parameter.shape()));
            names.add(parameter.name());
        }
        SDVariable y =
                definition.apply(sd, input).reshape(ROWS, layer.outputs()).rename("y");
        y.mul(sd.constant(array(c.unpadded(), ROWS, layer.outputs()))).sum("loss");
        sd.setLossVariables("loss");
        assertClose("y", layer.forward(x).unpadded(), sd.output(Map.of(), "y").get("y"));
        Map<String, INDArray> expected = sd.calculateGradients(Map.of(), names);
        assertClose("x", layer.backward(c).unpadded(), expected.get("x"));
        for (Gradient gradient : layer.gradients()) {
            Matrix matrix = ((DenseParameter) gradient.parameter()).matrix();
            float[] values = Matrix.of(gradient.values(), 0, matrix.rows(), matrix.columns())
                    .unpadded();
            assertClose(
                    gradient.parameter().name(),
                    values,
                    expected.get(gradient.parameter().name()));
        }
    }

    private static INDArray array(float[] values, long... shape) {
        return Nd4jTensors.toNd4j(new NamedTensors.Tensor(NamedTensors.Type.F32, shape, values))
                .castTo(DataType.DOUBLE);
    }

    /** Single precision over sums of up to some hundred terms near 1. */
    private static void assertClose(String what, float[] actual, INDArray expected) {
        double[] values = expected.dup('c').data().asDouble();
        assertThat(actual).as(what).hasSameSizeAs(values);
        for (int i = 0; i < actual.length; i++) {
            assertThat((double) actual[i])
                    .as("%s[%d]", what, i)
                    .isCloseTo(values[i], Offset.offset(2e-5 * (1 + Math.abs(values[i]))));
        }
    }
}
