package dev.evenkeel.model.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.DenseParameter;
import dev.evenkeel.model.parameter.Parameters;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InitializationTest {
    private static DenseParameter drawn(LayerSpec layer, LayerSpec after, TensorShape input, long seed) {
        Parameters parameters = new Parameters();
        List<LayerSpec> layers = input.flat()
                ? List.of(layer, after)
                : List.of(layer, after, new LayerSpec.GlobalPooling(LayerSpec.Reduction.MAX));
        NetworkDesign design = new NetworkDesign(input, layers, 1);
        design.declare(parameters);
        design.initialize(parameters, new RandomStream(seed));
        return (DenseParameter) parameters.all().get(0);
    }

    private static DenseParameter dense(Initialization init, int inputs, int units) {
        return drawn(new LayerSpec.Dense(units, init), new LayerSpec.Tanh(), TensorShape.of(inputs), 1);
    }

    private static double variance(DenseParameter parameter) {
        double sum = 0;
        for (float value : parameter.unpadded()) {
            sum += (double) value * value;
        }
        return sum / parameter.count();
    }

    @Test
    void variancesAreThoseOfThePapers() {
        assertThat(variance(dense(Initialization.HE, 200, 300))).isCloseTo(2.0 / 200, Offset.offset(3e-4));
        assertThat(variance(dense(Initialization.LECUN, 200, 300))).isCloseTo(1.0 / 200, Offset.offset(2e-4));
        assertThat(variance(dense(Initialization.GLOROT, 200, 300))).isCloseTo(2.0 / 500, Offset.offset(1e-4));
        assertThat(variance(dense(Initialization.ZERO, 200, 300))).isZero();
    }

    @Test
    void aKernelsPositionsCountAsInputsAndOutputs() {
        LayerSpec he = new LayerSpec.Convolution(64, 3, 1, Padding.SAME, Initialization.HE);
        LayerSpec glorot = new LayerSpec.Convolution(64, 3, 1, Padding.SAME, Initialization.GLOROT);
        TensorShape input = TensorShape.of(5, 5, 32);
        assertThat(variance(drawn(he, new LayerSpec.Tanh(), input, 1))).isCloseTo(2.0 / 288, Offset.offset(3e-4));
        assertThat(variance(drawn(glorot, new LayerSpec.Tanh(), input, 1)))
                .isCloseTo(2.0 / (288 + 576), Offset.offset(1e-4));
    }

    @ParameterizedTest
    @CsvSource({"20, 7", "7, 20", "9, 9"})
    void orthogonalColumnsOrRowsAreOrthonormal(int inputs, int units) {
        float[] w = dense(Initialization.ORTHOGONAL, inputs, units).unpadded();
        int vectors = Math.min(inputs, units);
        for (int a = 0; a < vectors; a++) {
            for (int b = 0; b <= a; b++) {
                double dot = 0;
                for (int i = 0; i < Math.max(inputs, units); i++) {
                    dot += units <= inputs
                            ? (double) w[i * units + a] * w[i * units + b]
                            : (double) w[a * units + i] * w[b * units + i];
                }
                assertThat(dot).isCloseTo(a == b ? 1 : 0, Offset.offset(1e-6));
            }
        }
    }

    @Test
    void sparseWeightsLeaveATenthOfTheInputsOfEachOutput() {
        float[] w = dense(Initialization.SPARSE, 50, 20).unpadded();
        for (int j = 0; j < 20; j++) {
            int present = 0;
            for (int i = 0; i < 50; i++) {
                present += w[i * 20 + j] != 0 ? 1 : 0;
                assertThat(Math.abs(w[i * 20 + j])).isLessThanOrEqualTo((float) (1 / Math.sqrt(50)));
            }
            assertThat(present).isEqualTo(5);
        }
    }

    @Test
    void whatFollowsDecidesUnlessToldOtherwise() {
        TensorShape input = TensorShape.of(200);
        LayerSpec dense = new LayerSpec.Dense(300);
        assertThat(variance(drawn(dense, new LayerSpec.Gelu(), input, 1))).isCloseTo(2.0 / 200, Offset.offset(3e-4));
        assertThat(variance(drawn(dense, new LayerSpec.Tanh(), input, 1))).isCloseTo(1.0 / 200, Offset.offset(2e-4));
    }

    @ParameterizedTest
    @EnumSource(Initialization.class)
    void equalSeedsGiveEqualWeights(Initialization init) {
        LayerSpec dense = new LayerSpec.Dense(12, init);
        float[] one = drawn(dense, new LayerSpec.Relu(), TensorShape.of(30), 5).unpadded();
        float[] two = drawn(dense, new LayerSpec.Relu(), TensorShape.of(30), 5).unpadded();
        assertThat(one).containsExactly(two);
        if (init != Initialization.ZERO) {
            float[] other =
                    drawn(dense, new LayerSpec.Relu(), TensorShape.of(30), 6).unpadded();
            assertThat(other).isNotEqualTo(one);
        }
    }

    @Test
    void weightNormStartsWithTheWeightsDrawn() {
        Parameters parameters = new Parameters();
        NetworkDesign design = new NetworkDesign(30, List.of(new LayerSpec.WeightNorm(new LayerSpec.Dense(12))), 1);
        design.declare(parameters);
        design.initialize(parameters, new RandomStream(5));
        DenseParameter direction = parameters.dense("weight-norm-0/direction");
        double[] norms = new double[12];
        WeightNorm.norms(direction.matrix(), norms);
        for (int j = 0; j < 12; j++) {
            assertThat(parameters.dense("weight-norm-0/gain").matrix().at(0, j)).isEqualTo((float) norms[j]);
        }
    }
}
