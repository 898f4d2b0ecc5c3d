package dev.evenkeel.model.stability;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoughSquaresTest {
    @Test
    void whatIsFarBelowTheLimitIsSurelyWithin() {
        assertThat(RoughSquares.surelyWithin(1, 100, 5)).isTrue();
    }

    @Test
    void whatIsNearTheLimitOrAboveIsLeftToTheExactSums() {
        assertThat(RoughSquares.surelyWithin(1, 100, 3)).isFalse();
        assertThat(RoughSquares.surelyWithin(2, 100, 1)).isFalse();
    }

    @Test
    void whatAFloatCannotHoldIsLeftToTheExactSums() {
        assertThat(RoughSquares.surelyWithin(Double.NaN, 1, 1e300)).isFalse();
        assertThat(RoughSquares.surelyWithin(Double.POSITIVE_INFINITY, 1, 1e300))
                .isFalse();
        assertThat(RoughSquares.surelyWithin(0, 1, Double.NaN)).isFalse();
        assertThat(RoughSquares.surelyWithin(1, 1, Double.POSITIVE_INFINITY)).isFalse();
    }

    @Test
    void squaresTooSmallForAFloatAreNotTakenForNothing() {
        assertThat(RoughSquares.surelyWithin(0, 1_000, 1e-36)).isFalse();
    }
}
