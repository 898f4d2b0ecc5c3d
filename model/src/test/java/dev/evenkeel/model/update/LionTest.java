package dev.evenkeel.model.update;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LionTest extends UpdateRuleContract {
    @Override
    Hyperparameters hyperparameters() {
        return LionHyperparameters.DEFAULT;
    }

    @Test
    void theFirstStepsAreThoseWorkedOutByHand() {
        // c = -0.2, m = -0.02; then g = 0.1: c = -0.018 + 0.01, still negative
        double[] w = TwinRun.steps(hyperparameters(), 0, TwinRun.of(0), TwinRun.of(-2), TwinRun.of(0.1f));
        assertThat(w[0]).isCloseTo(2e-4, Offset.offset(1e-9));
    }

    @Test
    void agreesWithADoubleTwin() {
        double[][] m = {new double[12], new double[4], new double[6], new double[2]};
        TwinRun.compare(
                new LionHyperparameters(0.01, 0.8, 0.95),
                0.5,
                (w, g) -> {
                    for (int p = 0; p < w.length; p++) {
                        for (int i = 0; i < w[p].length; i++) {
                            double c = 0.8 * m[p][i] + 0.2 * g[p][i];
                            w[p][i] -= 0.01 * (Math.signum(c) + (p % 2 == 0 ? 0.5 * w[p][i] : 0));
                            m[p][i] = 0.95 * m[p][i] + 0.05 * g[p][i];
                        }
                    }
                },
                1e-5);
    }
}
