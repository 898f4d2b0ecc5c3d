package dev.evenkeel.model.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AveragingTest {
    @Test
    void polyakGivesEveryUpdateTheSameShare() {
        Averaging polyak = new Averaging.Polyak();
        assertThat(polyak.share(1, 8)).isEqualTo(1);
        assertThat(polyak.share(4, 8)).isEqualTo(0.25);
    }

    @Test
    void emaIsTheMeanUntilItHasSeenEnough() {
        Averaging ema = new Averaging.Ema(0.9);
        assertThat(ema.share(1, 1)).isEqualTo(1);
        assertThat(ema.share(5, 1)).isEqualTo(0.2);
        assertThat(ema.share(1_000, 1)).isCloseTo(0.1, Offset.offset(1e-12));
    }

    @Test
    void emaForgetsByTheExample() {
        // one update by two examples leaves 0.9² of what was there
        assertThat(new Averaging.Ema(0.9).share(1_000, 2)).isCloseTo(0.19, Offset.offset(1e-12));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -1, Double.NaN})
    void aDecayOutOfRangeIsRefused(double decay) {
        assertThatThrownBy(() -> new Averaging.Ema(decay))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be in (0, 1): ema=" + decay);
    }
}
