package dev.evenkeel.model.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PoissonLossTest extends ScalarLossContract {
    @Override
    Loss loss() {
        return Loss.of(LossKind.POISSON);
    }

    @Override
    float label(Random random) {
        return random.nextInt(6);
    }

    @Test
    void itIsTheDevianceOfCounts() {
        ScalarLoss loss = (ScalarLoss) loss();
        assertThat(loss.value(Math.log(3), 3)).isCloseTo(0, within(1e-15));
        assertThat(loss.value(0, 3)).isCloseTo(2 * (3 * Math.log(3) - 2), within(1e-15));
        assertThat(loss.value(Math.log(5), 0)).isCloseTo(10, within(1e-14));
        assertThat(loss.mean(Math.log(5))).isCloseTo(5, within(1e-14));
    }

    @Test
    void farWaysAreExactToo() {
        ScalarLoss loss = (ScalarLoss) loss();
        assertThat(loss.flow(-50, 1, 1e6)).isCloseTo(50, within(1e-12));
        assertThat(loss.flow(50, 1, 1e6)).isCloseTo(-50, within(1e-12));
        assertThat(loss.flow(50, 1e6f, 1e-30)).isCloseTo(-2e-30 * Math.exp(50), within(1e-15));
        assertThat(loss.flow(20, 0, 1e200)).isFinite();
    }

    @Test
    void negativeCountsAreNotTaken() {
        assertThat(loss().takes(0)).isTrue();
        assertThat(loss().takes(-1)).isFalse();
        assertThat(((ScalarLoss) loss()).value(0, -1)).isNaN();
    }
}
