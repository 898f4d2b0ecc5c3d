package dev.evenkeel.model.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.math.RandomStream;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowTableTest {
    private final RowTable table = new RowTable("t", 1 << 16, 8, 42);

    @Test
    void touchingARowKeepsItsValues() {
        float[] before = new float[8];
        float[] after = new float[8];
        table.read(77, before, 0);
        assertThat(table.touched()).isZero();
        assertThat(table.touch(77)).isZero();
        table.read(77, after, 0);
        assertThat(after).containsExactly(before);
        assertThat(table.touch(77)).isZero();
        assertThat(table.touch(78)).isEqualTo(1);
        table.read(78, after, 0);
        assertThat(after).isNotEqualTo(before);
    }

    @Test
    void firstValuesFollowFromTheKey() {
        float[] one = new float[8];
        float[] two = new float[8];
        table.read(5, one, 0);
        new RowTable("other", 64, 8, 42).read(5, two, 0);
        assertThat(two).containsExactly(one);
        new RowTable("other", 64, 8, 43).read(5, two, 0);
        assertThat(two).isNotEqualTo(one);
    }

    @Test
    void indexAgreesWithAMapThroughGrowthAndClearing() {
        RowIndex index = new RowIndex();
        RandomStream random = new RandomStream(1);
        for (int round = 0; round < 3; round++) {
            Map<Integer, Integer> expected = new HashMap<>();
            for (int i = 0; i < 2_000; i++) {
                int key = (int) random.nextLong() >> (round == 1 ? 22 : 0);
                assertThat(index.find(key)).isEqualTo(expected.getOrDefault(key, RowIndex.ABSENT));
                expected.putIfAbsent(key, expected.size());
                assertThat(index.add(key)).isEqualTo(expected.get(key));
            }
            assertThat(index.size()).isEqualTo(expected.size());
            expected.forEach((key, position) -> assertThat(index.key(position)).isEqualTo(key));
            assertThat(index.copy().keys()).containsExactly(index.keys());
            index.clear();
            expected.keySet().forEach(key -> assertThat(index.find(key)).isEqualTo(RowIndex.ABSENT));
        }
    }

    @Test
    void aStoredRowOutsideTheTableIsRefused() {
        NamedTensors tensors = new NamedTensors()
                .put("w/t/key", new long[] {1}, 1)
                .put("w/t/index", new int[] {70_000}, 1)
                .put("w/t/rows", new float[8], 1, 8);
        assertThatThrownBy(() -> table.load("w", tensors))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rows must be distinct and in [0, 65536): tensor=w/t/index, row=70000");
    }
}
