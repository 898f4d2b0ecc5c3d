package dev.evenkeel.model.update;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SgdTest extends UpdateRuleContract {
    @Override
    Hyperparameters hyperparameters() {
        return SgdHyperparameters.DEFAULT;
    }

    @Test
    void theFirstStepIsTheOneWorkedOutByHand() {
        // 0 - 0.01·(-2)
        double[] w = TwinRun.steps(hyperparameters(), 0, TwinRun.of(0), TwinRun.of(-2));
        assertThat(w[0]).isCloseTo(0.02, Offset.offset(1e-9));
    }

    @Test
    void agreesWithADoubleTwin() {
        TwinRun.compare(
                hyperparameters(),
                0.1,
                (w, g) -> {
                    for (int p = 0; p < w.length; p++) {
                        for (int i = 0; i < w[p].length; i++) {
                            w[p][i] -= 0.01 * (g[p][i] + (p % 2 == 0 ? 0.1 * w[p][i] : 0));
                        }
                    }
                },
                1e-5);
    }
}
