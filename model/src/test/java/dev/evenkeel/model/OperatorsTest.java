package dev.evenkeel.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.layer.Affine;
import dev.evenkeel.model.layer.BatchNorm;
import dev.evenkeel.model.layer.BatchNormSettings;
import dev.evenkeel.model.layer.Convolution;
import dev.evenkeel.model.layer.Extent;
import dev.evenkeel.model.layer.Gelu;
import dev.evenkeel.model.layer.GroupNorm;
import dev.evenkeel.model.layer.Layer;
import dev.evenkeel.model.layer.MaxPooling;
import dev.evenkeel.model.layer.Padding;
import dev.evenkeel.model.layer.RmsNorm;
import dev.evenkeel.model.layer.RunningMoments;
import dev.evenkeel.model.layer.Sweep;
import dev.evenkeel.model.math.GemmChoice;
import dev.evenkeel.model.math.Gemms;
import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.parameter.DenseParameter;
import dev.evenkeel.model.parameter.Gradient;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Operators as others call them: from outside their package, with weights of their own. */
class OperatorsTest {
    private static final Offset<Float> CLOSE = Offset.offset(1e-6f);

    private static DenseParameter parameter(String name, float[] values, long... shape) {
        DenseParameter parameter = new DenseParameter(name, shape);
        parameter.set(values);
        return parameter;
    }

    private static Affine identity(int channels) {
        float[] ones = new float[channels];
        Arrays.fill(ones, 1);
        return new Affine(parameter("n/gain", ones, channels), new DenseParameter("n/bias", channels));
    }

    private static float[] forward(Layer layer, int rows, float... input) {
        Matrix x = Matrix.zeros(rows, layer.inputs());
        x.fill(input);
        return layer.forward(x).unpadded();
    }

    @Test
    void convolutionWithPaddingAndStride() {
        Sweep sweep = Sweep.padded(new Extent(3, 3), new Extent(3, 3), new Extent(2, 2), new Extent(1, 1));
        float[] ones = new float[9];
        Arrays.fill(ones, 1);
        Layer layer = new Convolution(
                parameter("c/weight", ones, 3, 3, 1, 1),
                parameter("c/bias", new float[] {10}, 1),
                sweep,
                Gemms.choose(GemmChoice.AUTO),
                1);
        assertThat(forward(layer, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9)).containsExactly(22, 26, 34, 38);
        Matrix dy = Matrix.zeros(1, 4);
        dy.fill(new float[] {1, 10, 100, 1000});
        assertThat(layer.backward(dy).unpadded()).containsExactly(1, 11, 10, 101, 1111, 1010, 100, 1100, 1000);
        float[] dw = ((Gradient.Dense) layer.gradients().get(0)).matrix().unpadded();
        assertThat(dw[4]).isEqualTo(1 + 30 + 700 + 9000);
        assertThat(layer.gradients().get(1).values()[0]).isEqualTo(1111);
    }

    @Test
    void batchNormInTraining() {
        Layer layer = new BatchNorm(identity(2), new RunningMoments("n", 2), BatchNormSettings.PLAIN, 1, 2);
        float[] y = forward(layer, 2, 1, 10, 3, 30);
        assertThat(y[0]).isCloseTo((float) (-1 / Math.sqrt(1 + 1e-5)), CLOSE);
        assertThat(y[2]).isCloseTo((float) (1 / Math.sqrt(1 + 1e-5)), CLOSE);
        assertThat(y[3]).isCloseTo((float) (10 / Math.sqrt(100 + 1e-5)), CLOSE);
    }

    @Test
    void instanceAndRmsNorm() {
        Layer instance = new GroupNorm(identity(2), 2, 2, 1e-5, 1);
        assertThat(forward(instance, 1, 1, 10, 3, 30)[3]).isCloseTo((float) (10 / Math.sqrt(100 + 1e-5)), CLOSE);
        Layer rms = new RmsNorm(parameter("n/gain", new float[] {1, 2}, 2), 1e-5, 1);
        assertThat(forward(rms, 1, 3, 4)[1]).isCloseTo((float) (8 / Math.sqrt(12.5 + 1e-5)), CLOSE);
    }

    @Test
    void poolingAndGelu() {
        Sweep sweep = Sweep.of(new Extent(2, 3), new Extent(2, 2), new Extent(2, 2), Padding.SAME);
        assertThat(forward(new MaxPooling("p", sweep, 1, 1), 1, 1, -2, -3, 4, 5, -6))
                .containsExactly(5, -3);
        assertThat(forward(new Gelu("g", 2, 1), 1, 1, -1)[0]).isCloseTo(0.8413447f, CLOSE);
    }
}
