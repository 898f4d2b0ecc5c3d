package dev.evenkeel.model.update;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class NesterovTest extends UpdateRuleContract {
    @Override
    Hyperparameters hyperparameters() {
        return NesterovHyperparameters.DEFAULT;
    }

    @Test
    void theFirstStepIsTheOneWorkedOutByHand() {
        // v = -2, g + 0.9·v = -3.8
        double[] w = TwinRun.steps(hyperparameters(), 0, TwinRun.of(0), TwinRun.of(-2));
        assertThat(w[0]).isCloseTo(0.0038, Offset.offset(1e-9));
    }
}
