package dev.evenkeel.model.update;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AdamwTest extends UpdateRuleContract {
    @Override
    Hyperparameters hyperparameters() {
        return AdamwHyperparameters.DEFAULT;
    }

    @Test
    void theFirstStepIsTheOneWorkedOutByHand() {
        // 1 + 1e-3 - 1e-3·0.01·1
        double[] w = TwinRun.steps(hyperparameters(), 0.01, TwinRun.of(1), TwinRun.of(-2));
        assertThat(w[0]).isCloseTo(1.00099, Offset.offset(1e-7));
        assertThat(hyperparameters().defaultWeightDecay()).isEqualTo(0.01);
    }

    @Test
    void agreesWithADoubleTwin() {
        double[][] m = {new double[12], new double[4], new double[6], new double[2]};
        double[][] v = {new double[12], new double[4], new double[6], new double[2]};
        int[] t = {0};
        TwinRun.compare(
                new AdamwHyperparameters(0.01, 0.8, 0.99, 1e-8),
                0.5,
                (w, g) -> {
                    t[0]++;
                    for (int p = 0; p < w.length; p++) {
                        for (int i = 0; i < w[p].length; i++) {
                            m[p][i] = 0.8 * m[p][i] + 0.2 * g[p][i];
                            v[p][i] = 0.99 * v[p][i] + 0.01 * g[p][i] * g[p][i];
                            double mean = m[p][i] / (1 - Math.pow(0.8, t[0]));
                            double square = v[p][i] / (1 - Math.pow(0.99, t[0]));
                            w[p][i] -=
                                    0.01 * (p % 2 == 0 ? 0.5 * w[p][i] : 0) + 0.01 * mean / (Math.sqrt(square) + 1e-8);
                        }
                    }
                },
                1e-5);
    }
}
