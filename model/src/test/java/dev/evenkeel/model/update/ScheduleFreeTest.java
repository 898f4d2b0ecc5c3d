package dev.evenkeel.model.update;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScheduleFreeTest extends UpdateRuleContract {
    @Override
    Hyperparameters hyperparameters() {
        return ScheduleFreeHyperparameters.DEFAULT;
    }

    @Test
    void theFirstStepIsTheOneWorkedOutByHand() {
        // z = 0.02, x = z/2, y = 0.1·z + 0.9·x
        ScheduleFreeHyperparameters sgd = settings(ScheduleFreeBase.SGD, 0.01);
        double[] w = TwinRun.steps(sgd, 0, TwinRun.of(0), TwinRun.of(-2));
        assertThat(w[0]).isCloseTo(0.1 * 0.02 + 0.9 * 0.01, Offset.offset(1e-9));
    }

    @ParameterizedTest
    @EnumSource(ScheduleFreeBase.class)
    void agreesWithADoubleTwin(ScheduleFreeBase base) {
        TwinRun.compare(settings(base, 0.02), 0.1, new Twin(base == ScheduleFreeBase.ADAMW), 2e-5);
    }

    private static ScheduleFreeHyperparameters settings(ScheduleFreeBase base, double rate) {
        return new ScheduleFreeHyperparameters(base, rate, 0.9, 0.99, 1e-8, 0.05);
    }

    /** Equations 1 to 3 and algorithm 1, with the least share of 0.05 from step 19 on. */
    private static final class Twin implements TwinRun.Twin {
        private final boolean adaptive;
        private final double[][] z = new double[TwinRun.PARAMETERS][];
        private final double[][] x = new double[TwinRun.PARAMETERS][];
        private final double[][] v = new double[TwinRun.PARAMETERS][];
        private int t;

        Twin(boolean adaptive) {
            this.adaptive = adaptive;
        }

        @Override
        public void step(double[][] w, double[][] g) {
            t++;
            double c = Math.max(1.0 / (t + 1), 0.05);
            for (int p = 0; p < w.length; p++) {
                if (t == 1) {
                    z[p] = w[p].clone();
                    x[p] = w[p].clone();
                    v[p] = new double[w[p].length];
                }
                for (int i = 0; i < w[p].length; i++) {
                    v[p][i] = 0.99 * v[p][i] + 0.01 * g[p][i] * g[p][i];
                    double size = Math.sqrt(v[p][i] / (1 - Math.pow(0.99, t))) + 1e-8;
                    double decay = p % 2 == 0 ? 0.1 * w[p][i] : 0;
                    z[p][i] -= 0.02 * (g[p][i] / (adaptive ? size : 1) + decay);
                    x[p][i] = (1 - c) * x[p][i] + c * z[p][i];
                    w[p][i] = 0.1 * z[p][i] + 0.9 * x[p][i];
                }
            }
        }

        @Override
        public double[][] served(double[][] w) {
            return x;
        }
    }
}
