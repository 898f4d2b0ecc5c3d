package dev.evenkeel.model.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.evenkeel.model.data.Allocation;
import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.DenseParameter;
import dev.evenkeel.model.parameter.Gradient;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every layer keeps to. Inherit it, and say how a layer is made; its parameters must be random. */
abstract class LayerContract {
    static final int MAX_ROWS = 9;

    /** How long the JIT may take, on a busy machine, in nanoseconds. */
    /** On a busy machine the JIT comes late. */
    private static final long SETTLE_NS = 60_000_000_000L;

    /** A layer of at least two inputs for {@value #MAX_ROWS} rows; always the same. */
    abstract Layer layer();

    /** Whether a row's output in training depends on the row alone, as it always does in prediction. */
    boolean rowsAreIndependent() {
        return true;
    }

    @Test
    void gradientByTheInputMatchesFiniteDifferences() {
        Layer layer = layer();
        Matrix x = input(layer, 5);
        Matrix c = random(5, layer.outputs(), 2);
        layer.forward(x);
        float[] gradient = layer.backward(c).unpadded();
        for (int i = 0; i < gradient.length; i++) {
            int at = x.row(i / x.columns()) + i % x.columns();
            Differences.assertDerivative(gradient[i], x.data(), at, () -> Differences.dot(layer.forward(x), c));
        }
    }

    @Test
    void gradientsByParametersMatchFiniteDifferences() {
        Layer layer = layer();
        Matrix x = input(layer, 5);
        Matrix c = random(5, layer.outputs(), 2);
        layer.forward(x);
        layer.backward(c);
        for (Gradient gradient : layer.gradients()) {
            DenseParameter parameter = (DenseParameter) gradient.parameter();
            float[] derivatives = gradient.values().clone();
            Matrix matrix = parameter.matrix();
            for (int i = 0; i < matrix.rows(); i++) {
                for (int j = 0; j < matrix.columns(); j++) {
                    int at = matrix.row(i) + j;
                    Differences.assertDerivative(
                            derivatives[at], parameter.values(), at, () -> Differences.dot(layer.forward(x), c));
                }
            }
        }
    }

    @Test
    void aBatchOfOneGivesWhatTheRowGivesInABatch() {
        Layer layer = layer();
        Matrix x = input(layer, MAX_ROWS);
        float[] all = layer.predict(x).unpadded();
        if (rowsAreIndependent()) {
            assertThat(layer.forward(x).unpadded()).containsExactly(all);
        }
        int outputs = layer.outputs();
        for (int r = 0; r < MAX_ROWS; r++) {
            float[] one =
                    layer.predict(Matrix.of(x.data(), x.row(r), 1, x.columns())).unpadded();
            assertThat(one).containsExactly(Arrays.copyOfRange(all, r * outputs, (r + 1) * outputs));
        }
    }

    @Test
    void aBatchOfOneHasRightGradients() {
        Layer layer = layer();
        Matrix x = input(layer, 1);
        Matrix c = random(1, layer.outputs(), 2);
        layer.forward(x);
        float[] gradient = layer.backward(c).unpadded();
        for (int i = 0; i < gradient.length; i++) {
            Differences.assertDerivative(
                    gradient[i], x.data(), x.row(0) + i, () -> Differences.dot(layer.forward(x), c));
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {0, 1, -2.5f, 1e-30f, 1e10f})
    void equalNumbersGiveFiniteOutputsAndGradients(float value) {
        Layer layer = layer();
        Matrix x = Matrix.zeros(4, layer.inputs());
        for (int i = 0; i < 4 * layer.inputs(); i++) {
            x.set(i / layer.inputs(), i % layer.inputs(), value);
        }
        assertFinite(layer.predict(x).data());
        assertFinite(layer.forward(x).data());
        assertFinite(layer.backward(random(4, layer.outputs(), 2)).data());
        layer.gradients().forEach(gradient -> assertFinite(gradient.values()));
    }

    @Test
    void aStepAllocatesNothing() {
        Layer layer = layer();
        Matrix x = input(layer, 5);
        Matrix c = random(5, layer.outputs(), 2);
        long bytes = Long.MAX_VALUE;
        long deadline = System.nanoTime() + SETTLE_NS;
        // until the JIT has compiled them, the Vector API's loops allocate; once compiled, a step allocates nothing
        while (bytes >= allocationBytes() && System.nanoTime() < deadline) {
            long before = Allocation.bytes();
            for (int i = 0; i < 100; i++) {
                step(layer, x, c);
            }
            bytes = (Allocation.bytes() - before) / 100;
        }
        // what measuring costs, spread over a hundred steps; a matrix a step would be far more
        assertThat(bytes).isLessThan(allocationBytes());
    }

    /** What a step may allocate in bytes. */
    long allocationBytes() {
        return 256;
    }

    private static void step(Layer layer, Matrix x, Matrix c) {
        layer.predict(x);
        layer.forward(x);
        layer.backward(c);
        layer.commit();
    }

    private static void assertFinite(float[] values) {
        for (float value : values) {
            assertThat(value).isFinite();
        }
    }

    @Test
    void gradientsAddUpOverRows() {
        assumeTrue(rowsAreIndependent());
        Layer layer = layer();
        Matrix x = input(layer, 3);
        Matrix c = random(3, layer.outputs(), 2);
        double[][] sums = layer.gradients().stream()
                .map(gradient -> new double[gradient.length()])
                .toArray(double[][]::new);
        for (int r = 0; r < 3; r++) {
            layer.forward(Matrix.of(x.data(), x.row(r), 1, x.columns()));
            layer.backward(Matrix.of(c.data(), c.row(r), 1, c.columns()));
            for (int g = 0; g < sums.length; g++) {
                for (int i = 0; i < sums[g].length; i++) {
                    sums[g][i] += layer.gradients().get(g).values()[i];
                }
            }
        }
        layer.forward(x);
        layer.backward(c);
        for (int g = 0; g < sums.length; g++) {
            for (int i = 0; i < sums[g].length; i++) {
                assertThat((double) layer.gradients().get(g).values()[i]).isCloseTo(sums[g][i], Offset.offset(1e-5));
            }
        }
    }

    @Test
    void paddingStaysZero() {
        Layer layer = layer();
        Matrix y = layer.forward(input(layer, 4));
        Matrix dx = layer.backward(random(4, layer.outputs(), 2));
        assertPaddingIsZero(y);
        assertPaddingIsZero(dx);
        for (Gradient gradient : layer.gradients()) {
            Matrix shape = ((DenseParameter) gradient.parameter()).matrix();
            assertPaddingIsZero(Matrix.of(gradient.values(), 0, shape.rows(), shape.columns()));
        }
    }

    @Test
    void theFirstLayerGetsTheSameGradients() {
        Layer layer = layer();
        Matrix x = input(layer, 4);
        Matrix c = random(4, layer.outputs(), 2);
        layer.forward(x);
        layer.backward(c);
        float[][] expected =
                layer.gradients().stream().map(g -> g.values().clone()).toArray(float[][]::new);
        layer.forward(x);
        layer.backwardParameters(c);
        assertThat(layer.gradients()).hasSize(expected.length);
        for (int g = 0; g < expected.length; g++) {
            assertThat(layer.gradients().get(g).values()).containsExactly(expected[g]);
        }
    }

    /** Numbers off zero, where some layers have a kink. */
    Matrix input(Layer layer, int rows) {
        Matrix matrix = random(rows, layer.inputs(), 1);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < layer.inputs(); j++) {
                matrix.set(i, j, matrix.at(i, j) + Math.copySign(0.1f, matrix.at(i, j)));
            }
        }
        return matrix;
    }

    static Matrix random(int rows, int columns, long seed) {
        RandomStream random = new RandomStream(seed);
        Matrix matrix = Matrix.zeros(rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                matrix.set(i, j, random.nextGaussian());
            }
        }
        return matrix;
    }

    static DenseParameter randomParameter(String name, long seed, long... shape) {
        DenseParameter parameter = new DenseParameter(name, shape);
        parameter.set(random(parameter.matrix().rows(), parameter.matrix().columns(), seed)
                .unpadded());
        return parameter;
    }

    private static void assertPaddingIsZero(Matrix matrix) {
        for (int r = 0; r < matrix.rows(); r++) {
            for (int j = matrix.columns(); j < matrix.stride(); j++) {
                assertThat(matrix.data()[matrix.row(r) + j]).isZero();
            }
        }
    }
}
