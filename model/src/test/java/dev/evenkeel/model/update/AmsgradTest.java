package dev.evenkeel.model.update;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AmsgradTest extends UpdateRuleContract {
    @Override
    Hyperparameters hyperparameters() {
        return AmsgradHyperparameters.DEFAULT;
    }

    @Test
    void theSecondStepIsTheOneWorkedOutByHand() {
        // v = max = 0.004, then g = 0: m̂ = -0.18/0.19, v falls, max stays: 0.004/(1 - 0.999²)
        double[] w = TwinRun.steps(hyperparameters(), 0, TwinRun.of(0), TwinRun.of(-2), TwinRun.of(0));
        double second = 1e-3 * (0.18 / 0.19) / Math.sqrt(0.004 / (1 - 0.999 * 0.999));
        assertThat(w[0]).isCloseTo(1e-3 + second, Offset.offset(1e-8));
    }
}
