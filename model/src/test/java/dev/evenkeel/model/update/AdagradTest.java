package dev.evenkeel.model.update;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AdagradTest extends UpdateRuleContract {
    @Override
    Hyperparameters hyperparameters() {
        return AdagradHyperparameters.DEFAULT;
    }

    @Test
    void theFirstStepsAreThoseWorkedOutByHand() {
        // G = 4, w = 0.1·2/2; G = 5, w = 0.1 - 0.1/√5
        double[] w = TwinRun.steps(hyperparameters(), 0, TwinRun.of(0), TwinRun.of(-2), TwinRun.of(1));
        assertThat(w[0]).isCloseTo(0.1 - 0.1 / Math.sqrt(5), Offset.offset(1e-8));
    }
}
