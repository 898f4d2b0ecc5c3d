package dev.evenkeel.model.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.math.Matrix;
import org.junit.jupiter.api.Test;

class LeakyReluTest extends LayerContract {
    @Override
    Layer layer() {
        return new LeakyRelu("leaky-relu-0", 13, 0.25, MAX_ROWS);
    }

    @Test
    void keepsAFractionBelowZero() {
        Matrix x = Matrix.zeros(1, 4);
        x.fill(new float[] {-4, 0, 2, Float.NaN});
        assertThat(new LeakyRelu("l", 4, 0.25, 1).forward(x).unpadded()).containsExactly(-1, 0, 2, Float.NaN);
    }
}
