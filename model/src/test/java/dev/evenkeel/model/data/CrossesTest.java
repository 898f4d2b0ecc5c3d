package dev.evenkeel.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CrossesTest {
    @Test
    void eachPairOfTokensIsAToken() {
        Example row = new Example(0);
        row.addToken(0, 5, 1);
        row.addToken(2, 7, 1);
        row.addToken(2, 8, 3);
        new Crosses(schema(List.of(List.of("a", "t")))).append(row);
        assertThat(row.tokenCount()).isEqualTo(5);
        assertThat(row.tokenFields()[3]).isEqualTo((short) 3);
        assertThat(row.tokens()[3]).isEqualTo(hash("a*t", 5, 7));
        assertThat(row.tokens()[4]).isEqualTo(hash("a*t", 5, 8));
        assertThat(row.tokenValues()[4]).isEqualTo(3);
    }

    @Test
    void aMissingColumnHasNoCross() {
        Example row = new Example(0);
        row.addToken(0, 5, 1);
        new Crosses(schema(List.of(List.of("a", "b"), List.of("a", "b", "t")))).append(row);
        assertThat(row.tokenCount()).isEqualTo(1);
    }

    @Test
    void crossesAreTokenFieldsBehindTheColumnsAndDoNotCrossEachOther() {
        Schema schema = schema(List.of(List.of("a", "b"), List.of("b", "t", "a")));
        assertThat(schema.tokenFields()).containsExactly("a", "b", "t", "a*b", "b*t*a");
        Example row = new Example(0);
        row.addToken(0, 5, 1);
        row.addToken(1, -6, 1);
        row.addToken(2, 7, 1);
        new Crosses(schema).append(row);
        assertThat(row.tokenCount()).isEqualTo(5);
        assertThat(row.tokens()[3]).isEqualTo(hash("a*b", 5, -6));
        assertThat(row.tokens()[4]).isEqualTo(hash("b*t*a", -6, 7, 5));
        assertThat(row.tokenFields()[4]).isEqualTo((short) 4);
    }

    @Test
    void refusesCrossesOfNothing() {
        assertThatThrownBy(() -> schema(List.of(List.of("a"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must name two or more different columns: cross=[a]");
        assertThatThrownBy(() -> schema(List.of(List.of("a", "a"))))
                .hasMessage("must name two or more different columns: cross=[a, a]");
        assertThatThrownBy(() -> schema(List.of(List.of("a", "x"))))
                .hasMessage("must be a categorical or text column: cross column=x");
    }

    private static int hash(String name, int... tokens) {
        byte[] bytes = new byte[4 * tokens.length];
        java.nio.ByteBuffer buffer = java.nio.ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        for (int token : tokens) {
            buffer.putInt(token);
        }
        return FeatureHasher.hash(bytes, 0, bytes.length, FeatureHasher.column(name));
    }

    private static Schema schema(List<List<String>> crosses) {
        return new Schema(
                Task.BINARY,
                LabelSpec.number("y"),
                List.of(),
                List.of("a", "b"),
                List.of("t"),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                18,
                Optional.empty(),
                crosses);
    }
}
