package dev.evenkeel.model.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.parameter.DenseParameter;
import org.junit.jupiter.api.Test;

class LayerNormTest extends LayerContract {
    @Override
    Layer layer() {
        return new LayerNorm(
                randomParameter("layer-norm-0/gain", 3, 11), randomParameter("layer-norm-0/bias", 4, 11), MAX_ROWS);
    }

    @Test
    void equalNumbersGiveTheBias() {
        DenseParameter gain = new DenseParameter("n/gain", 3);
        DenseParameter bias = new DenseParameter("n/bias", 3);
        gain.set(1, 1, 1);
        bias.set(1, 2, 3);
        Matrix x = Matrix.zeros(1, 3);
        x.fill(new float[] {7, 7, 7});
        assertThat(new LayerNorm(gain, bias, 1).forward(x).unpadded()).containsExactly(1, 2, 3);
    }

    /** Each would otherwise multiply the gradient of a row of zeros by 1/√ε = 316; 20 of them leave the range of a float. */
    @Test
    void aRowOfZerosPassesItsGradientOnAsLarge() {
        DenseParameter gain = new DenseParameter("n/gain", 4);
        gain.set(1, 1, 1, 1);
        LayerNorm layer = new LayerNorm(gain, new DenseParameter("n/bias", 4), 1);
        layer.forward(Matrix.zeros(1, 4));
        Matrix gradient = Matrix.zeros(1, 4);
        gradient.fill(new float[] {3, 1, -1, 1});
        assertThat(layer.backward(gradient).unpadded()).containsExactly(2, 0, -2, 0);
    }

    @Test
    void refusesAnInputOfAnotherWidth() {
        assertThatThrownBy(() -> layer().forward(Matrix.zeros(2, 12)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shape must fit: layer=layer-norm-0, input=[2, 12], expected=[rows, 11]");
    }
}
