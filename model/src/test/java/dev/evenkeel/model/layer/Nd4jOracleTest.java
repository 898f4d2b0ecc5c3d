package dev.evenkeel.model.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.math.GemmChoice;
import dev.evenkeel.model.math.Gemms;
import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.parameter.DenseParameter;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.parameter.Nd4jTensors;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Dense, layer norm and ReLU in a row against ND4J's automatic differentiation in double precision. */
class Nd4jOracleTest {
    private final DenseParameter weight = LayerContract.randomParameter("d/weight", 3, 7, 21);
    private final DenseParameter bias = LayerContract.randomParameter("d/bias", 4, 21);
    private final DenseParameter gain = LayerContract.randomParameter("n/gain", 5, 21);
    private final DenseParameter shift = LayerContract.randomParameter("n/bias", 6, 21);
    private final Matrix x = LayerContract.random(10, 7, 1);
    private final Matrix c = LayerContract.random(10, 21, 2);

    @ParameterizedTest
    @EnumSource(GemmChoice.class)
    void forwardAndBackwardAgree(GemmChoice choice) {
        Network network = new Network(List.of(
                new Dense(weight, bias, Gemms.choose(choice), 10),
                new LayerNorm(gain, shift, 10),
                new Relu("r", 21, 10)));
        SameDiff oracle = oracle();
        assertClose(network.forward(x).unpadded(), oracle.output(Map.of(), "y").get("y"));
        Map<String, INDArray> expected =
                oracle.calculateGradients(Map.of(), "x", "d/weight", "d/bias", "n/gain", "n/bias");
        assertClose(network.backward(c).unpadded(), expected.get("x"));
        network.gradients().forEach(gradient -> {
            DenseParameter parameter = (DenseParameter) gradient.parameter();
            Matrix matrix = parameter.matrix();
            assertClose(
                    Matrix.of(gradient.values(), 0, matrix.rows(), matrix.columns())
                            .unpadded(),
                    expected.get(parameter.name()));
        });
    }

    private SameDiff oracle() {
        SameDiff sd = SameDiff.create();
        SDVariable z = sd.var("x", array(x.unpadded(), 10, 7))
                .mmul(variable(sd, weight))
                .add(variable(sd, bias));
        SDVariable centred = z.sub(z.mean(true, 1));
        SDVariable deviation =
                sd.math.sqrt(sd.math.square(centred).mean(true, 1).add(1e-5));
        SDVariable normed = centred.div(deviation).mul(variable(sd, gain)).add(variable(sd, shift));
        SDVariable y = sd.nn.relu("y", normed, 0);
        y.mul(sd.constant(array(c.unpadded(), 10, 21))).sum("loss");
        sd.setLossVariables("loss");
        return sd;
    }

    private static SDVariable variable(SameDiff sd, DenseParameter parameter) {
        return sd.var(parameter.name(), array(parameter.unpadded(), parameter.shape()));
    }

    private static INDArray array(float[] values, long... shape) {
        return Nd4jTensors.toNd4j(new NamedTensors.Tensor(NamedTensors.Type.F32, shape, values))
                .castTo(DataType.DOUBLE);
    }

    /** Single precision over sums of up to 21 terms near 1. */
    private static void assertClose(float[] actual, INDArray expected) {
        double[] values = expected.dup('c').data().asDouble();
        assertThat(actual).hasSameSizeAs(values);
        for (int i = 0; i < actual.length; i++) {
            assertThat((double) actual[i]).isCloseTo(values[i], Offset.offset(2e-5 * (1 + Math.abs(values[i]))));
        }
    }
}
