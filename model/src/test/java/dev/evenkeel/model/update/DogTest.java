package dev.evenkeel.model.update;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DogTest extends UpdateRuleContract {
    @Override
    Hyperparameters hyperparameters() {
        return DogHyperparameters.DEFAULT;
    }

    @Test
    void theFirstStepIsAsLongAsTheInitialDistance() {
        // ‖θ₀‖ = 5, g = (0, -2): 1e-6·(1 + 5) along the gradient
        double[] w = TwinRun.steps(new DogHyperparameters(1e-3, false, 1e-8), 0, TwinRun.of(3, 4), TwinRun.of(0, -2));
        assertThat(w[0]).isEqualTo(3);
        assertThat(w[1]).isCloseTo(4.006, Offset.offset(1e-6));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void agreesWithADoubleTwin(boolean layerWise) {
        TwinRun.compare(new DogHyperparameters(1e-2, layerWise, 1e-8), 0, new Twin(layerWise), 2e-5);
    }

    @Test
    void reanchoringKeepsTheDistanceAndMakesStepsLonger() {
        DogHyperparameters settings = new DogHyperparameters(1e-3, false, 1e-8);
        Dog dog = new Dog(settings, 1);
        dog.set(new double[] {2, 100, 0, 0});
        dog.reanchor(0.25);
        assertThat(dog.totals()).containsExactly(2, 25, 0, 0);
    }

    /** Equation 2. */
    private static final class Twin implements TwinRun.Twin {
        private final boolean layerWise;
        private final double[][] start = new double[TwinRun.PARAMETERS][];
        private final double[] distance = new double[2];
        private final double[] squares = new double[2];

        Twin(boolean layerWise) {
            this.layerWise = layerWise;
        }

        @Override
        public void step(double[][] w, double[][] g) {
            double[] far = new double[2];
            double[] norm = new double[2];
            for (int p = 0; p < w.length; p++) {
                int group = layerWise ? p / 2 : 0;
                start[p] = start[p] == null ? w[p].clone() : start[p];
                for (int i = 0; i < w[p].length; i++) {
                    far[group] += Math.pow(w[p][i] - start[p][i], 2);
                    norm[group] += start[p][i] * start[p][i];
                    squares[group] += g[p][i] * g[p][i];
                }
            }
            for (int group = 0; group < 2; group++) {
                distance[group] = Math.max(distance[group], 1e-2 * (1 + Math.sqrt(norm[group])));
                distance[group] = Math.max(distance[group], Math.sqrt(far[group]));
            }
            for (int p = 0; p < w.length; p++) {
                int group = layerWise ? p / 2 : 0;
                for (int i = 0; i < w[p].length; i++) {
                    w[p][i] -= distance[group] / Math.sqrt(squares[group] + 1e-8) * g[p][i];
                }
            }
        }
    }
}
