package dev.evenkeel.model.update;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LambTest extends UpdateRuleContract {
    @Override
    Hyperparameters hyperparameters() {
        return LambHyperparameters.DEFAULT;
    }

    @Test
    void theFirstStepIsTheOneWorkedOutByHand() {
        // r = (0, -1), ratio 5: 4 + 1e-3·5
        double[] w = TwinRun.steps(hyperparameters(), 0, TwinRun.of(3, 4), TwinRun.of(0, -2));
        assertThat(w[0]).isEqualTo(3);
        assertThat(w[1]).isCloseTo(4.005, Offset.offset(1e-6));
    }

    @Test
    void agreesWithADoubleTwin() {
        double[][] m = {new double[12], new double[4], new double[6], new double[2]};
        double[][] v = {new double[12], new double[4], new double[6], new double[2]};
        int[] t = {0};
        TwinRun.compare(
                new LambHyperparameters(0.02, 0.8, 0.99, 1e-6),
                0.1,
                (w, g) -> {
                    t[0]++;
                    for (int layer = 0; layer < 2; layer++) {
                        double[][] r = new double[4][];
                        double weights = 0;
                        double directions = 0;
                        for (int p = 2 * layer; p < 2 * layer + 2; p++) {
                            r[p] = new double[w[p].length];
                            for (int i = 0; i < w[p].length; i++) {
                                m[p][i] = 0.8 * m[p][i] + 0.2 * g[p][i];
                                v[p][i] = 0.99 * v[p][i] + 0.01 * g[p][i] * g[p][i];
                                double mean = m[p][i] / (1 - Math.pow(0.8, t[0]));
                                double square = v[p][i] / (1 - Math.pow(0.99, t[0]));
                                r[p][i] = mean / (Math.sqrt(square) + 1e-6) + (p % 2 == 0 ? 0.1 * w[p][i] : 0);
                                weights += w[p][i] * w[p][i];
                                directions += r[p][i] * r[p][i];
                            }
                        }
                        for (int p = 2 * layer; p < 2 * layer + 2; p++) {
                            for (int i = 0; i < w[p].length; i++) {
                                w[p][i] -= 0.02 * Math.sqrt(weights / directions) * r[p][i];
                            }
                        }
                    }
                },
                2e-5);
    }
}
