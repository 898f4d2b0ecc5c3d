package dev.evenkeel.model.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.math.Matrix;
import org.junit.jupiter.api.Test;

class ReluTest extends LayerContract {
    @Override
    Layer layer() {
        return new Relu("relu-0", 13, MAX_ROWS);
    }

    @Test
    void cutsBelowZeroAndKeepsWhatIsNotANumber() {
        Matrix x = Matrix.zeros(1, 4);
        x.fill(new float[] {-1, 0, 2, Float.NaN});
        assertThat(new Relu("r", 4, 1).forward(x).unpadded()).containsExactly(0, 0, 2, Float.NaN);
    }
}
