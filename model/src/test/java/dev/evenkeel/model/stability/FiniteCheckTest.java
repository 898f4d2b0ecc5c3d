package dev.evenkeel.model.stability;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FiniteCheckTest {
    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void findsEveryPlaceInTheRangeAndNothingOutside(float bad) {
        float[] values = {-0f, Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE, 1, 2, 3, 4, 5, 6, 7};
        assertThat(FiniteCheck.finite(values, 0, values.length)).isTrue();
        assertThat(FiniteCheck.finite(values, 3, 3)).isTrue();
        for (int i = 0; i < values.length; i++) {
            float before = values[i];
            values[i] = bad;
            assertThat(FiniteCheck.finite(values, 0, values.length))
                    .as("at %d", i)
                    .isFalse();
            assertThat(FiniteCheck.finite(values, 0, i)).isTrue();
            assertThat(FiniteCheck.finite(values, i + 1, values.length)).isTrue();
            values[i] = before;
        }
    }
}
