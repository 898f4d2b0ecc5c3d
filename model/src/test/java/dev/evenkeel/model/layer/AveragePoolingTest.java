package dev.evenkeel.model.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.math.Matrix;
import org.junit.jupiter.api.Test;

class AveragePoolingTest extends LayerContract {
    @Override
    Layer layer() {
        Sweep sweep = Sweep.of(new Extent(5, 7), new Extent(3, 2), new Extent(2, 2), Padding.SAME);
        return new AveragePooling("pooling-0", sweep, 3, MAX_ROWS);
    }

    @Test
    void paddingDoesNotCount() {
        Sweep sweep = Sweep.of(new Extent(1, 3), new Extent(1, 2), new Extent(1, 2), Padding.SAME);
        Matrix x = Matrix.zeros(1, 3);
        x.fill(new float[] {1, 3, 7});
        assertThat(new AveragePooling("p", sweep, 1, 1).forward(x).unpadded()).containsExactly(2, 7);
    }
}
