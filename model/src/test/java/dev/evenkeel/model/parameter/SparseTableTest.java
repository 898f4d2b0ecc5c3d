package dev.evenkeel.model.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparseTableTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 8, 9, 12})
    void itIsAnArrayOfMaskedHashes(int bits) {
        Random random = new Random(bits);
        SparseTable table = new SparseTable(bits, 3);
        Map<Integer, Float> twin = new HashMap<>();
        for (int i = 0; i < 2_000; i++) {
            int hash = random.nextInt();
            table.touch(hash)[table.offset(hash) + 1] = i;
            twin.put(hash & ((1 << bits) - 1), (float) i);
        }
        for (int index = 0; index < 1 << bits; index++) {
            float[] page = table.page(index);
            float expected = twin.getOrDefault(index, 0f);
            assertThat(page == null ? 0 : page[table.offset(index) + 1]).isEqualTo(expected);
        }
        twin.values().removeIf(v -> v == 0);
        assertThat(table.used(1)).containsExactly(new TreeSet<>(twin.keySet()).toArray(Integer[]::new));
        assertThat(table.used(0)).isEmpty();
    }

    @Test
    void untouchedPagesAreNotAllocated() {
        SparseTable table = new SparseTable(20, 4);
        table.touch(1000);
        assertThat(table.page(1000)).isNotNull();
        assertThat(table.page(1000 + 256)).isNull();
    }

    @Test
    void aCopyIsIndependent() {
        SparseTable table = new SparseTable(10, 1);
        table.touch(5)[table.offset(5)] = 1;
        SparseTable copy = table.copy();
        table.touch(5)[table.offset(5)] = 2;
        table.touch(900)[table.offset(900)] = 3;
        assertThat(copy.used(0)).containsExactly(5);
        assertThat(copy.page(5)[copy.offset(5)]).isEqualTo(1);
        assertThat(copy.bits()).isEqualTo(10);
    }

    @Test
    void clearingMakesEveryEntryZero() {
        SparseTable table = new SparseTable(10, 1);
        table.touch(5)[table.offset(5)] = 1;
        table.clear();
        assertThat(table.used(0)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, -5})
    void bitsOutOfRangeAreRefused(int bits) {
        assertThatThrownBy(() -> new SparseTable(bits, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be in [1, 30]: bits=" + bits);
    }
}
