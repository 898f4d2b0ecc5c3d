package dev.evenkeel.model.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.math.Gemm;
import dev.evenkeel.model.math.GemmChoice;
import dev.evenkeel.model.math.Gemms;
import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.parameter.DenseParameter;
import org.junit.jupiter.api.Test;

class ConvolutionTest extends LayerContract {
    /** Plain loops, since vectors allocate until they are compiled; the oracle's test multiplies with all. */
    private static final Gemm GEMM = Gemms.choose(GemmChoice.PLAIN);

    @Override
    Layer layer() {
        return layer(Sweep.of(new Extent(5, 7), new Extent(3, 2), new Extent(2, 1), Padding.SAME), 3, 5, MAX_ROWS);
    }

    static Convolution layer(Sweep sweep, int channels, int filters, int maxRows) {
        DenseParameter weight = randomParameter(
                "convolution-0/weight",
                3,
                sweep.kernel().height(),
                sweep.kernel().width(),
                channels,
                filters);
        return new Convolution(weight, randomParameter("convolution-0/bias", 4, filters), sweep, GEMM, maxRows);
    }

    @Test
    void slidesAKernelOverARow() {
        DenseParameter weight = new DenseParameter("c/weight", 1, 3, 1, 1);
        DenseParameter bias = new DenseParameter("c/bias", 1);
        weight.set(1, 2, -1);
        bias.set(0.5f);
        Sweep sweep = Sweep.of(new Extent(1, 5), new Extent(1, 3), new Extent(1, 1), Padding.SAME);
        Matrix x = Matrix.zeros(1, 5);
        x.fill(new float[] {1, 2, 3, 4, 5});
        assertThat(new Convolution(weight, bias, sweep, GEMM, 1).forward(x).unpadded())
                .containsExactly(0.5f, 2.5f, 4.5f, 6.5f, 14.5f);
    }

    @Test
    void chunksOfALargeBatchAddUp() {
        Sweep sweep = Sweep.of(new Extent(30, 30), new Extent(3, 3), new Extent(1, 1), Padding.VALID);
        Convolution layer = layer(sweep, 4, 2, 11);
        Matrix x = random(11, layer.inputs(), 1);
        Matrix c = random(11, layer.outputs(), 2);
        layer.forward(x);
        layer.backwardParameters(c);
        double[] sum = new double[layer.gradients().get(0).length()];
        float[] whole = layer.gradients().get(0).values().clone();
        for (int r = 0; r < 11; r++) {
            layer.forward(Matrix.of(x.data(), x.row(r), 1, x.columns()));
            layer.backwardParameters(Matrix.of(c.data(), c.row(r), 1, c.columns()));
            for (int i = 0; i < sum.length; i++) {
                sum[i] += layer.gradients().get(0).values()[i];
            }
        }
        for (int i = 0; i < sum.length; i++) {
            assertThat((double) whole[i]).isCloseTo(sum[i], org.assertj.core.data.Offset.offset(1e-3));
        }
    }

    @Test
    void refusesShapesThatDoNotFit() {
        Sweep sweep = Sweep.of(new Extent(5, 5), new Extent(3, 3), new Extent(1, 1), Padding.SAME);
        assertThatThrownBy(() -> new Convolution(
                        new DenseParameter("c/weight", 3, 2, 1, 4), new DenseParameter("c/bias", 4), sweep, GEMM, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shapes must fit y = x*W + b: weight=[3, 2, 1, 4], bias=[4], kernel=3x3");
        assertThatThrownBy(() -> layer().forward(Matrix.zeros(1, 7)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shape must fit: layer=convolution-0, input=[1, 7], expected=[rows, 105]");
    }
}
