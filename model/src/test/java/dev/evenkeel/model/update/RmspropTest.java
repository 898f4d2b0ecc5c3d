package dev.evenkeel.model.update;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RmspropTest extends UpdateRuleContract {
    @Override
    Hyperparameters hyperparameters() {
        return RmspropHyperparameters.DEFAULT;
    }

    @Test
    void theFirstStepIsTheOneWorkedOutByHand() {
        // v = 0.1·4, w = 1e-3·2/√0.4: no correction of the bias
        double[] w = TwinRun.steps(hyperparameters(), 0, TwinRun.of(0), TwinRun.of(-2));
        assertThat(w[0]).isCloseTo(2e-3 / Math.sqrt(0.4), Offset.offset(1e-9));
    }
}
