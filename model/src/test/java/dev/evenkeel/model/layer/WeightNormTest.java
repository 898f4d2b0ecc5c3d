package dev.evenkeel.model.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.math.Gemm;
import dev.evenkeel.model.math.GemmChoice;
import dev.evenkeel.model.math.Gemms;
import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.parameter.DenseParameter;
import org.junit.jupiter.api.Test;

class WeightNormTest extends LayerContract {
    private final Gemm gemm = Gemms.choose(GemmChoice.PLAIN);

    @Override
    Layer layer() {
        DenseParameter weight = new DenseParameter("weight-norm-0/weight", 7, 5);
        Dense dense = new Dense(weight, randomParameter("weight-norm-0/bias", 4, 5), gemm, MAX_ROWS);
        return new WeightNorm(
                dense,
                weight,
                randomParameter("weight-norm-0/direction", 3, 7, 5),
                randomParameter("weight-norm-0/gain", 6, 5));
    }

    @Test
    void outputsScaleWithTheGainWhateverTheLengthOfTheDirection() {
        DenseParameter weight = new DenseParameter("w/weight", 2, 2);
        DenseParameter direction = new DenseParameter("w/direction", 2, 2);
        DenseParameter gain = new DenseParameter("w/gain", 2);
        direction.set(30, 0, 40, 0);
        gain.set(10, 3);
        WeightNorm layer =
                new WeightNorm(new Dense(weight, new DenseParameter("w/bias", 2), gemm, 1), weight, direction, gain);
        Matrix x = Matrix.zeros(1, 2);
        x.fill(new float[] {1, 2});
        assertThat(layer.forward(x).unpadded()).containsExactly(22, 0);
        assertThat(layer.backward(x).unpadded()).containsExactly(6, 8);
        assertThat(layer.gradients().get(1).values()).startsWith(2.2f, 0);
    }

    @Test
    void refusesAnotherLayersWeight() {
        DenseParameter weight = new DenseParameter("w/weight", 2, 2);
        Dense dense = new Dense(new DenseParameter("w/weight", 2, 2), new DenseParameter("w/bias", 2), gemm, 1);
        assertThatThrownBy(() -> new WeightNorm(
                        dense, weight, new DenseParameter("w/direction", 2, 2), new DenseParameter("w/gain", 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be a layer over that weight: layer=w");
        assertThatThrownBy(() -> new WeightNorm(
                        dense, weight, new DenseParameter("w/direction", 2, 3), new DenseParameter("w/gain", 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shapes must fit w = g·v/‖v‖: w=[2, 2], v=[2, 3], g=[2]");
    }
}
