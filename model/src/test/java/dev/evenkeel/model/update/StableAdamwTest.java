package dev.evenkeel.model.update;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class StableAdamwTest extends UpdateRuleContract {
    @Override
    Hyperparameters hyperparameters() {
        return StableAdamwHyperparameters.DEFAULT;
    }

    @Test
    void aStepByAGradientOfAnotherSizeIsTheOneWorkedOutByHand() {
        // g = 1, then 100: v = 0.0099 + 100, v̂ = v/0.0199; R² = 1e4/v̂ = 1.99; m̂ = (0.09 + 10)/0.19
        double[] w = TwinRun.steps(hyperparameters(), 0, TwinRun.of(0), TwinRun.of(1), TwinRun.of(100));
        double square = 100.0099 / 0.0199;
        double second = 1e-3 * (10.09 / 0.19) / Math.sqrt(square) / Math.sqrt(1e4 / square);
        assertThat(w[0]).isCloseTo(-1e-3 - second, Offset.offset(1e-8));
    }

    @Test
    void agreesWithADoubleTwin() {
        double[][] m = {new double[12], new double[4], new double[6], new double[2]};
        double[][] v = {new double[12], new double[4], new double[6], new double[2]};
        int[] t = {0};
        TwinRun.compare(
                new StableAdamwHyperparameters(0.01, 0.8, 0.9, 1e-6),
                0.5,
                (w, g) -> {
                    t[0]++;
                    for (int p = 0; p < w.length; p++) {
                        int n = w[p].length;
                        double sum = 0;
                        double[] square = new double[n];
                        for (int i = 0; i < n; i++) {
                            m[p][i] = 0.8 * m[p][i] + 0.2 * g[p][i];
                            v[p][i] = 0.9 * v[p][i] + 0.1 * g[p][i] * g[p][i];
                            square[i] = v[p][i] / (1 - Math.pow(0.9, t[0]));
                            sum += g[p][i] * g[p][i] / Math.max(square[i], 1e-12);
                        }
                        double rate = 0.01 / Math.max(1, Math.sqrt(sum / n));
                        for (int i = 0; i < n; i++) {
                            double mean = m[p][i] / (1 - Math.pow(0.8, t[0]));
                            w[p][i] -= rate * (p % 2 == 0 ? 0.5 * w[p][i] : 0)
                                    + rate * mean / (Math.sqrt(square[i]) + 1e-6);
                        }
                    }
                },
                1e-5);
    }
}
