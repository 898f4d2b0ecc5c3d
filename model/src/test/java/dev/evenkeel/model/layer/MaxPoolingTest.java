package dev.evenkeel.model.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.math.RandomStream;
import org.junit.jupiter.api.Test;

class MaxPoolingTest extends LayerContract {
    @Override
    Layer layer() {
        Sweep sweep = Sweep.of(new Extent(5, 7), new Extent(3, 2), new Extent(2, 2), Padding.SAME);
        return new MaxPooling("pooling-0", sweep, 3, MAX_ROWS);
    }

    /** Distinct numbers, since the largest must not change over a finite difference. */
    @Override
    Matrix input(Layer layer, int rows) {
        Matrix x = Matrix.zeros(rows, layer.inputs());
        RandomStream random = new RandomStream(1);
        for (int r = 0; r < rows; r++) {
            for (int j = layer.inputs() - 1; j >= 0; j--) {
                int other = j + random.nextInt(layer.inputs() - j);
                x.set(r, j, x.at(r, other));
                x.set(r, other, 0.05f * j - 2);
            }
        }
        return x;
    }

    @Test
    void theFirstOfEqualNumbersGetsTheGradient() {
        Sweep sweep = Sweep.of(new Extent(1, 4), new Extent(1, 2), new Extent(1, 2), Padding.VALID);
        MaxPooling pooling = new MaxPooling("p", sweep, 1, 1);
        Matrix x = Matrix.zeros(1, 4);
        x.fill(new float[] {-3, -3, -1, 2});
        assertThat(pooling.forward(x).unpadded()).containsExactly(-3, 2);
        Matrix dy = Matrix.zeros(1, 2);
        dy.fill(new float[] {5, 7});
        assertThat(pooling.backward(dy).unpadded()).containsExactly(5, 0, 0, 7);
    }

    @Test
    void keepsWhatIsNotANumber() {
        Sweep sweep = Sweep.of(new Extent(1, 6), new Extent(1, 3), new Extent(1, 3), Padding.VALID);
        Matrix x = Matrix.zeros(1, 6);
        x.fill(new float[] {1, Float.NaN, 3, Float.NaN, 1, 2});
        assertThat(new MaxPooling("p", sweep, 1, 1).forward(x).unpadded()).containsExactly(Float.NaN, Float.NaN);
    }
}
