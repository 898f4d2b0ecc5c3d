package dev.evenkeel.model.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.NamedTensors;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DropoutTest extends LayerContract {
    private final DropoutState state = new DropoutState("dropout-0", new RandomStream(5));

    @Override
    Layer layer() {
        return new Dropout(state, 13, 0.25, MAX_ROWS);
    }

    @Override
    boolean rowsAreIndependent() {
        return false;
    }

    private static Matrix ones(int rows, int columns) {
        Matrix x = Matrix.zeros(rows, columns);
        float[] values = new float[rows * columns];
        Arrays.fill(values, 1);
        x.fill(values);
        return x;
    }

    @Test
    void dropsTheShareAskedForAndKeepsTheMean() {
        Dropout layer = new Dropout(state, 1000, 0.25, 20);
        float[] y = layer.forward(ones(20, 1000)).unpadded();
        int dropped = 0;
        for (float value : y) {
            assertThat(value == 0 || value == 4 / 3f).isTrue();
            dropped += value == 0 ? 1 : 0;
        }
        assertThat(dropped / 20_000.0).isCloseTo(0.25, Offset.offset(0.01));
    }

    @Test
    void drawsAnewAfterACommitOnly() {
        Layer layer = layer();
        Matrix x = ones(4, 13);
        float[] first = layer.forward(x).unpadded();
        assertThat(layer.forward(x).unpadded()).containsExactly(first);
        layer.commit();
        assertThat(layer.forward(x).unpadded()).isNotEqualTo(first);
    }

    @Test
    void aSavedStateContinuesWithTheSameNumbers() {
        Layer layer = layer();
        Matrix x = ones(4, 13);
        layer.forward(x);
        layer.commit();
        NamedTensors saved = new NamedTensors();
        state.save(saved);
        float[] expected = layer.forward(x).unpadded();
        DropoutState restored = new DropoutState("dropout-0", new RandomStream(77));
        restored.load(saved);
        assertThat(new Dropout(restored, 13, 0.25, 4).forward(x).unpadded()).containsExactly(expected);
        assertThat(new Dropout(state.copy(), 13, 0.25, 4).forward(x).unpadded()).containsExactly(expected);
    }

    @Test
    void predictionsDropNothing() {
        Matrix x = ones(4, 13);
        assertThat(layer().predict(x)).isSameAs(x);
    }

    @Test
    void refusesToDropAll() {
        assertThatThrownBy(() -> new Dropout(state, 13, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be in [0, 1): rate=1.0");
    }
}
