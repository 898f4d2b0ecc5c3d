package dev.evenkeel.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MiniBatchTest {
    @Test
    void rowsComeBackAsTheyWereAdded() {
        Random random = new Random(1);
        List<Example> examples = new ArrayList<>();
        MiniBatch.Builder builder = new MiniBatch.Builder(3, 1);
        for (int r = 0; r < 100; r++) {
            Example example = Rows.random(random, 3);
            examples.add(example.copy());
            builder.add(example);
        }
        MiniBatch batch = builder.build();
        assertThat(batch.rows()).isEqualTo(100);
        Example row = Rows.random(random, 3);
        for (int r = 0; r < 100; r++) {
            batch.row(r, row);
            assertSame(row, examples.get(r));
        }
    }

    @Test
    void aBuiltBatchDoesNotChangeWithItsBuilder() {
        MiniBatch.Builder builder = new MiniBatch.Builder(1, 4).add(example(7));
        MiniBatch batch = builder.build();
        builder.clear().add(example(8));
        assertThat(batch.numeric()).containsExactly(7);
        assertThat(builder.build().numeric()).containsExactly(8);
    }

    @Test
    void rangesOfAnotherBatchAreAppended() {
        MiniBatch source = Rows.batch(new Random(2), 2, 10);
        MiniBatch joined =
                new MiniBatch.Builder(2, 1).add(source, 0, 4).add(source, 4, 10).build();
        assertThat(joined.numeric()).isEqualTo(source.numeric());
        assertThat(joined.tokenOffsets()).isEqualTo(source.tokenOffsets());
        assertThat(joined.tokens()).isEqualTo(source.tokens());
        assertThat(joined.offsets()).isEqualTo(source.offsets());
    }

    @Test
    void anExampleOfAnotherWidthIsRefused() {
        MiniBatch.Builder builder = new MiniBatch.Builder(2, 1);
        assertThatThrownBy(() -> builder.add(new Example(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must have the batch's width: numeric=3, expected=2");
    }

    @Test
    void aBuilderForNoRowsIsRefused() {
        assertThatThrownBy(() -> new MiniBatch.Builder(2, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be >= 0 and >= 1: width=2, expectedRows=0");
    }

    @Test
    void aCopiedExampleIsIndependent() {
        Example original = Rows.random(new Random(3), 2);
        Example copy = original.copy();
        Example before = copy.copy();
        original.clear().addToken(1, 2, 3);
        assertSame(copy, before);
        copy.addToken(5, 6, 7);
        assertThat(copy.tokens()[copy.tokenCount() - 1]).isEqualTo(6);
    }

    @Test
    void aClearedExampleIsAFreshOne() {
        assertSame(Rows.random(new Random(4), 5).clear(), new Example(5));
    }

    @Test
    void predictionsGrowAndAreUsedAgain() {
        Predictions predictions = new Predictions(3).resize(4);
        float[] scores = predictions.scores();
        assertThat(scores).hasSize(12);
        assertThat(predictions.resize(2).scores()).isSameAs(scores);
        assertThat(predictions.rows()).isEqualTo(2);
        assertThat(predictions.outputs()).isEqualTo(3);
        assertThat(predictions.resize(5).scores()).hasSize(15);
    }

    private static Example example(float value) {
        Example example = new Example(1);
        example.numeric()[0] = value;
        return example;
    }

    static void assertSame(Example actual, Example expected) {
        int count = expected.tokenCount();
        assertThat(actual.numeric()).isEqualTo(expected.numeric());
        assertThat(actual.tokenCount()).isEqualTo(count);
        assertThat(Arrays.copyOf(actual.tokens(), count)).isEqualTo(Arrays.copyOf(expected.tokens(), count));
        assertThat(Arrays.copyOf(actual.tokenValues(), count)).isEqualTo(Arrays.copyOf(expected.tokenValues(), count));
        assertThat(Arrays.copyOf(actual.tokenFields(), count)).isEqualTo(Arrays.copyOf(expected.tokenFields(), count));
        assertThat(actual.label()).isEqualTo(expected.label());
        assertThat(actual.weight()).isEqualTo(expected.weight());
        assertThat(actual.timeMs()).isEqualTo(expected.timeMs());
        assertThat(actual.partition()).isEqualTo(expected.partition());
        assertThat(actual.offset()).isEqualTo(expected.offset());
    }
}
