package dev.evenkeel.model.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.parameter.DenseParameter;
import org.junit.jupiter.api.Test;

class RmsNormTest extends LayerContract {
    @Override
    Layer layer() {
        return new RmsNorm(randomParameter("rms-norm-0/gain", 3, 11), RmsNorm.EPSILON, MAX_ROWS);
    }

    @Test
    void dividesByTheRootMeanSquare() {
        DenseParameter gain = new DenseParameter("r/gain", 2);
        gain.set(1, 10);
        Matrix x = Matrix.zeros(1, 2);
        x.fill(new float[] {1, 7});
        assertThat(new RmsNorm(gain, 1e-12, 1).forward(x).unpadded()).containsExactly(0.2f, 14);
    }

    @Test
    void refusesAGainThatIsNoVector() {
        assertThatThrownBy(() -> new RmsNorm(new DenseParameter("r/gain", 2, 2), 1e-5, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be a vector: gain=[2, 2]");
    }
}
