package dev.evenkeel.model.update;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ProdigyTest extends UpdateRuleContract {
    @Override
    Hyperparameters hyperparameters() {
        return ProdigyHyperparameters.DEFAULT;
    }

    @Test
    void theFirstStepIsTheOneWorkedOutByHand() {
        // m = 0.1·d·(-2), v = 0.001·d²·4, d = 1e-6, η = 0.1: w = η·d·0.2/√0.004
        double[] w = TwinRun.steps(hyperparameters(), 0, TwinRun.of(0), TwinRun.of(-2));
        assertThat(w[0]).isCloseTo(1e-7 * 0.2 / Math.sqrt(0.004), Offset.offset(1e-13));
    }

    @Test
    void agreesWithADoubleTwin() {
        // the estimate starts from how far weights of about 1 have moved by steps of about 0.01, which float knows to
        // 1e-5
        TwinRun.compare(new ProdigyHyperparameters(1, 1e-2, 0.8, 0.99, 1e-8), 0.1, new Twin(), 1e-4);
    }

    /** Algorithm 4. */
    private static final class Twin implements TwinRun.Twin {
        private final double[][] start = new double[TwinRun.PARAMETERS][];
        private final double[][] m = new double[TwinRun.PARAMETERS][];
        private final double[][] v = new double[TwinRun.PARAMETERS][];
        private final double[][] s = new double[TwinRun.PARAMETERS][];
        private double r;
        private double d = 1e-2;

        @Override
        public void step(double[][] w, double[][] g) {
            double beta3 = Math.sqrt(0.99);
            double gain = 0;
            double norm = 0;
            for (int p = 0; p < w.length; p++) {
                if (start[p] == null) {
                    start[p] = w[p].clone();
                    m[p] = new double[w[p].length];
                    v[p] = new double[w[p].length];
                    s[p] = new double[w[p].length];
                }
                for (int i = 0; i < w[p].length; i++) {
                    m[p][i] = 0.8 * m[p][i] + 0.2 * d * g[p][i];
                    v[p][i] = 0.99 * v[p][i] + 0.01 * d * d * g[p][i] * g[p][i];
                    gain += g[p][i] * (start[p][i] - w[p][i]);
                    s[p][i] = beta3 * s[p][i] + (1 - beta3) * d * d * g[p][i];
                    norm += Math.abs(s[p][i]);
                    double decay = p % 2 == 0 ? d * 0.1 * w[p][i] : 0;
                    w[p][i] -= d * m[p][i] / (Math.sqrt(v[p][i]) + d * 1e-8) + decay;
                }
            }
            r = beta3 * r + (1 - beta3) * d * d * gain;
            d = Math.max(d, r / norm);
        }
    }
}
