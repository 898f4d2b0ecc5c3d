package dev.evenkeel.model.update;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MomentumTest extends UpdateRuleContract {
    @Override
    Hyperparameters hyperparameters() {
        return MomentumHyperparameters.DEFAULT;
    }

    @Test
    void theFirstStepsAreThoseWorkedOutByHand() {
        // v = -2, w = 0.002; v = 0.9·(-2) + 1 = -0.8, w = 0.002 + 0.0008
        double[] w = TwinRun.steps(hyperparameters(), 0, TwinRun.of(0), TwinRun.of(-2), TwinRun.of(1));
        assertThat(w[0]).isCloseTo(0.0028, Offset.offset(1e-9));
    }

    @Test
    void agreesWithADoubleTwin() {
        double[][] v = {new double[12], new double[4], new double[6], new double[2]};
        MomentumHyperparameters settings = new MomentumHyperparameters(0.005, 0.8);
        TwinRun.compare(
                settings,
                0.1,
                (w, g) -> {
                    for (int p = 0; p < w.length; p++) {
                        for (int i = 0; i < w[p].length; i++) {
                            v[p][i] = 0.8 * v[p][i] + g[p][i];
                            w[p][i] -= 0.005 * (v[p][i] + (p % 2 == 0 ? 0.1 * w[p][i] : 0));
                        }
                    }
                },
                1e-5);
    }
}
