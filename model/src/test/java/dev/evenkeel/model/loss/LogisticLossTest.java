package dev.evenkeel.model.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LogisticLossTest extends ScalarLossContract {
    @Override
    Loss loss() {
        return Loss.of(LossKind.LOGISTIC);
    }

    @Override
    float label(Random random) {
        return random.nextInt(2);
    }

    @Test
    void neverOverflows() {
        ScalarLoss loss = (ScalarLoss) loss();
        assertThat(loss.value(3e38f, 1)).isZero();
        assertThat(loss.value(3e38f, 0)).isEqualTo(3e38f);
        assertThat(loss.value(-1000, 1)).isEqualTo(1000);
        assertThat(loss.value(40, 1)).isCloseTo(Math.exp(-40), within(1e-30));
        assertThat(loss.value(0, 1)).isEqualTo(Math.log(2));
        assertThat(loss.derivative(-3e38f, 0)).isZero();
        assertThat(loss.derivative(-3e38f, 1)).isEqualTo(-1);
    }

    @Test
    void flatWhereAFloatHoldsNoMore() {
        ScalarLoss loss = (ScalarLoss) loss();
        assertThat(loss.derivative(16.636, 1)).isZero();
        assertThat(loss.derivative(-16.636, 0)).isZero();
        assertThat(loss.derivative(16.634, 1)).isNegative();
        assertThat(loss.derivative(0, 1)).isEqualTo(-0.5);
        assertThat(loss.derivative(0, 0)).isEqualTo(0.5);
    }

    @Test
    void theMeanIsTheProbabilityOfAYes() {
        assertThat(((ScalarLoss) loss()).mean(0)).isEqualTo(0.5);
        assertThat(((ScalarLoss) loss()).mean(Math.log(3))).isCloseTo(0.75, within(1e-15));
        assertThat(((ScalarLoss) loss()).mean(-1000)).isZero();
    }
}
