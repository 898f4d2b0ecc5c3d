package dev.evenkeel.model.update;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LarsTest extends UpdateRuleContract {
    @Override
    Hyperparameters hyperparameters() {
        return LarsHyperparameters.DEFAULT;
    }

    @Test
    void theFirstStepIsTheOneWorkedOutByHand() {
        // m = (0, -0.2), ratio 5/0.2: 4 + 1e-3·25·0.2
        double[] w = TwinRun.steps(hyperparameters(), 0, TwinRun.of(3, 4), TwinRun.of(0, -2));
        assertThat(w[0]).isEqualTo(3);
        assertThat(w[1]).isCloseTo(4.005, Offset.offset(1e-6));
    }

    @Test
    void weightsOfZeroMoveAtTheRateItself() {
        double[] w = TwinRun.steps(hyperparameters(), 0, TwinRun.of(0, 0), TwinRun.of(0, -2));
        assertThat(w[1]).isCloseTo(1e-3 * 0.2, Offset.offset(1e-9));
    }

    @Test
    void agreesWithADoubleTwin() {
        double[][] m = {new double[12], new double[4], new double[6], new double[2]};
        TwinRun.compare(
                new LarsHyperparameters(0.02, 0.8),
                0.1,
                (w, g) -> {
                    for (int layer = 0; layer < 2; layer++) {
                        double weights = 0;
                        double directions = 0;
                        for (int p = 2 * layer; p < 2 * layer + 2; p++) {
                            for (int i = 0; i < w[p].length; i++) {
                                m[p][i] = 0.8 * m[p][i] + 0.2 * g[p][i];
                                weights += w[p][i] * w[p][i];
                                directions += Math.pow(m[p][i] + (p % 2 == 0 ? 0.1 * w[p][i] : 0), 2);
                            }
                        }
                        for (int p = 2 * layer; p < 2 * layer + 2; p++) {
                            for (int i = 0; i < w[p].length; i++) {
                                double direction = m[p][i] + (p % 2 == 0 ? 0.1 * w[p][i] : 0);
                                w[p][i] -= 0.02 * Math.sqrt(weights / directions) * direction;
                            }
                        }
                    }
                },
                2e-5);
    }
}
