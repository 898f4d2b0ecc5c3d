package dev.evenkeel.model.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SweepTest {
    @Test
    void samePaddingMakesAsManyOutputsAsStridesFit() {
        Sweep sweep = Sweep.of(new Extent(5, 8), new Extent(2, 3), new Extent(2, 3), Padding.SAME);
        assertThat(sweep.output()).isEqualTo(new Extent(3, 3));
        assertThat(sweep.before()).isEqualTo(new Extent(0, 0));
        assertThat(Sweep.of(new Extent(8, 8), new Extent(3, 3), new Extent(1, 1), Padding.SAME)
                        .before())
                .isEqualTo(new Extent(1, 1));
    }

    @Test
    void validPaddingStaysInside() {
        Sweep sweep = Sweep.of(new Extent(5, 8), new Extent(2, 3), new Extent(2, 3), Padding.VALID);
        assertThat(sweep.output()).isEqualTo(new Extent(2, 2));
    }

    @Test
    void coveredPositionsLeavePaddingOut() {
        Sweep sweep = Sweep.padded(new Extent(2, 3), new Extent(2, 2), new Extent(2, 2), new Extent(1, 1));
        assertThat(sweep.covered()).isDeepEqualTo(new int[][] {{0}, {1, 2}, {3}, {4, 5}});
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> Sweep.of(new Extent(2, 2), new Extent(3, 1), new Extent(1, 1), Padding.VALID))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must not be larger than the padded grid: kernel=3x1, input=2x2");
        assertThatThrownBy(() -> Sweep.of(new Extent(2, 2), new Extent(1, 1), new Extent(0, 1), Padding.VALID))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be >= 1x1 each: input=2x2, kernel=1x1, stride=0x1");
        assertThatThrownBy(() -> Sweep.padded(new Extent(2, 2), new Extent(2, 2), new Extent(1, 1), new Extent(2, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must cover the grid everywhere: input=2, kernel=2, stride=1, before=2, output=5");
    }
}
