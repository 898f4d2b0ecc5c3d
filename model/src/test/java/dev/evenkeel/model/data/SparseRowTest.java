package dev.evenkeel.model.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SparseRowTest {
    private final Schema schema = Schemas.of(Task.BINARY, 3, 1, 0, 18);

    @Test
    void zerosAndMissingValuesAreLeftOutAndTheConstantComesLast() {
        Example example = new Example(3);
        example.numeric()[0] = -0.0f;
        example.numeric()[2] = 2.5f;
        example.addToken(0, 77, 1);
        example.addToken(0, 78, 0);
        SparseRow row = new SparseRow(schema).fill(batch(example), 0);
        assertThat(hashes(row)).containsExactly(FeatureHasher.column("n2"), 77, FeatureHasher.CONSTANT);
        assertThat(values(row)).containsExactly(2.5f, 1, 1);
    }

    @Test
    void aRowReplacesTheOneBefore() {
        Example full = new Example(3);
        Arrays.fill(full.numeric(), 1);
        SparseRow row = new SparseRow(schema).fill(batch(full, new Example(3)), 0);
        assertThat(row.count()).isEqualTo(4);
        assertThat(hashes(row.fill(batch(full, new Example(3)), 1))).containsExactly(FeatureHasher.CONSTANT);
    }

    @Test
    void manyTokensFit() {
        Example example = new Example(3);
        for (int t = 0; t < 10_000; t++) {
            example.addToken(0, t, t + 1);
        }
        SparseRow row = new SparseRow(schema).fill(batch(new Example(3), example), 1);
        assertThat(row.count()).isEqualTo(10_001);
        assertThat(row.values()[9_999]).isEqualTo(10_000);
    }

    @Test
    void subnormalValuesArePresent() {
        Example example = new Example(3);
        example.numeric()[1] = Float.MIN_VALUE;
        assertThat(values(new SparseRow(schema).fill(batch(example), 0))).containsExactly(Float.MIN_VALUE, 1);
    }

    @Test
    void aRowShowsItsFeatures() {
        assertThat(new SparseRow(schema).fill(batch(new Example(3)), 0)).hasToString("[11650396][1.0]");
    }

    private static MiniBatch batch(Example... examples) {
        MiniBatch.Builder builder = new MiniBatch.Builder(3, examples.length);
        for (Example example : examples) {
            builder.add(example);
        }
        return builder.build();
    }

    private static int[] hashes(SparseRow row) {
        return Arrays.copyOf(row.hashes(), row.count());
    }

    private static float[] values(SparseRow row) {
        return Arrays.copyOf(row.values(), row.count());
    }
}
