package dev.evenkeel.model.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.parameter.RowTable;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenEmbeddingTest {
    private static final List<Pooling> FIELDS = List.of(Pooling.SUM, Pooling.MEAN, Pooling.UNIT);

    private final RowTable table = new RowTable("embedding", 16, 3, 42);
    private final TokenEmbedding embedding = new TokenEmbedding(table, FIELDS);

    @Test
    void poolsEachFieldItsOwnWay() {
        MiniBatch batch = batch();
        Matrix y = Matrix.zeros(2, 1 + embedding.outputs());
        y.set(0, 0, 9);
        embedding.forward(batch, 0, 2, y, 1);
        float[] row1 = new float[3];
        float[] row2 = new float[3];
        table.read(1, row1, 0);
        table.read(2, row2, 0);
        assertThat(y.at(0, 0)).isEqualTo(9);
        for (int j = 0; j < 3; j++) {
            assertThat(y.at(0, 1 + j)).isEqualTo(row1[j]);
            assertThat(y.at(0, 4 + j)).isEqualTo(0.5f * row1[j] + 0.5f * row2[j]);
            assertThat(y.at(0, 7 + j)).isEqualTo(0.6f * row1[j] + 0.8f * row2[j]);
            assertThat(y.at(1, 4 + j)).isZero();
        }
        assertThat(table.touched()).isZero();
    }

    @Test
    void gradientMatchesFiniteDifferences() {
        MiniBatch batch = batch();
        Matrix c = LayerContract.random(2, 1 + embedding.outputs(), 5);
        c.set(0, 0, 0);
        c.set(1, 0, 0);
        Matrix y = Matrix.zeros(2, c.columns());
        for (int row = 0; row < 16; row++) {
            table.touch(row);
        }
        embedding.forward(batch, 0, 2, y, 1);
        embedding.backward(c, 1);
        assertThat(embedding.gradient().rows()).isEqualTo(3);
        float[] derivatives = embedding.gradient().values().clone();
        for (int r = 0; r < 3; r++) {
            int position = table.position(embedding.gradient().row(r));
            for (int j = 0; j < 3; j++) {
                Differences.assertDerivative(derivatives[r * 3 + j], table.values(), position * 3 + j, () -> {
                    embedding.forward(batch, 0, 2, y, 1);
                    return Differences.dot(y, c);
                });
            }
        }
    }

    @Test
    void refusesATableThatCannotBeMasked() {
        assertThatThrownBy(() -> new TokenEmbedding(new RowTable("t", 12, 2, 0), FIELDS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be a power of two: parameter=t, rows=12");
    }

    private static MiniBatch batch() {
        Example first = new Example(0);
        first.addToken(0, 1, 1);
        first.addToken(1, 1, 1);
        first.addToken(1, 2 + 16, 1);
        first.addToken(2, 1, 3);
        first.addToken(2, 2, 4);
        Example second = new Example(0);
        second.addToken(0, 7, 2);
        second.addToken(2, 1, 0);
        return new MiniBatch.Builder(0, 2).add(first).add(second).build();
    }
}
