package dev.evenkeel.model.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MatrixTest {
    @Test
    void theTransposeHasRowsForColumnsAndClearPadding() {
        Matrix matrix = Matrix.zeros(2, 3);
        matrix.fill(new float[] {1, 2, 3, 4, 5, 6});
        float[] dirty = new float[5 + 3 * Matrix.LANES];
        Arrays.fill(dirty, 9);
        Matrix transposed = Matrix.of(dirty, 5, 3, 2);
        matrix.transpose(transposed);
        assertThat(transposed.unpadded()).containsExactly(1, 4, 2, 5, 3, 6);
        assertThat(Arrays.copyOfRange(dirty, 5 + 2, 5 + Matrix.LANES)).containsOnly(0);
        assertThat(Arrays.copyOf(dirty, 5)).containsOnly(9);
    }

    @Test
    void aTransposeOfAnotherShapeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Matrix.zeros(2, 3).transpose(Matrix.zeros(2, 3)))
                .withMessage("must fit: into=[2, 3], expected=[3, 2]");
    }
}
