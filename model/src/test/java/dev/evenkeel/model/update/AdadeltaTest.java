package dev.evenkeel.model.update;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AdadeltaTest extends UpdateRuleContract {
    @Override
    Hyperparameters hyperparameters() {
        return AdadeltaHyperparameters.DEFAULT;
    }

    @Test
    void theFirstStepIsTheOneWorkedOutByHand() {
        // E = 0.05·4, Δ = √1e-6/√(0.2 + 1e-6)·2
        double[] w = TwinRun.steps(hyperparameters(), 0, TwinRun.of(0), TwinRun.of(-2));
        assertThat(w[0]).isCloseTo(2e-3 / Math.sqrt(0.2 + 1e-6), Offset.offset(1e-8));
    }
}
