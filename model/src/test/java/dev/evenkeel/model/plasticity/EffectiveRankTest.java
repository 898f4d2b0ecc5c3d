package dev.evenkeel.model.plasticity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.math.RandomStream;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class EffectiveRankTest {
    /** Double precision's rounding over some thousand operations. */
    private static final Offset<Double> ROUNDING = Offset.offset(1e-12);

    @Test
    void equalSingularValuesHaveFullRank() {
        float[] identity = new float[36];
        for (int i = 0; i < 6; i++) {
            identity[7 * i] = 3;
        }
        assertThat(EffectiveRank.of(identity, 6, 6)).isCloseTo(6, Offset.offset(1e-9));
    }

    @Test
    void oneDirectionIsRankOne() {
        float[] rows = new float[40];
        for (int i = 0; i < 40; i++) {
            rows[i] = (1 + i / 8) * (i % 8 - 3); // whole numbers: exact
        }
        // the square root makes 1e-7 of what rounding leaves of singular values that are 0
        assertThat(EffectiveRank.of(rows, 5, 8)).isCloseTo(1, Offset.offset(1e-4));
        assertThat(EffectiveRank.of(rows, 8, 5)).isBetween(1.0, 5.0);
    }

    @Test
    void unequalSingularValuesCountByTheirEntropy() {
        float[] rows = {3, 0, 0, 1, 0, 0}; // singular values 3 and 1
        double expected = Math.exp(-0.75 * Math.log(0.75) - 0.25 * Math.log(0.25));
        assertThat(EffectiveRank.of(rows, 3, 2)).isCloseTo(expected, Offset.offset(1e-9));
        assertThat(EffectiveRank.of(new float[] {3, 0, 0, 0, 1, 0}, 2, 3)).isCloseTo(expected, Offset.offset(1e-9));
    }

    @Test
    void nothingHasRankZeroAndWhatIsNoNumberNone() {
        assertThat(EffectiveRank.of(new float[12], 4, 3)).isZero();
        assertThat(EffectiveRank.of(new float[] {1, Float.NaN, 2, 1}, 2, 2)).isNaN();
    }

    @Test
    void eigenvaluesOfAChainAreThoseOfTheTextbook() {
        int n = 20;
        double[][] chain = new double[n][n];
        for (int i = 0; i < n; i++) {
            chain[i][i] = 2;
            if (i > 0) {
                chain[i][i - 1] = -1;
                chain[i - 1][i] = -1;
            }
        }
        double[] values = SymmetricMatrix.eigenvalues(chain);
        for (int k = 0; k < n; k++) {
            assertThat(values[k]).isCloseTo(2 - 2 * Math.cos((k + 1) * Math.PI / (n + 1)), ROUNDING);
        }
    }

    @Test
    void eigenvaluesSurviveARotation() {
        int n = 12;
        RandomStream random = new RandomStream(5);
        double[] u = new double[n];
        double squares = 0;
        for (int i = 0; i < n; i++) {
            u[i] = random.nextGaussian();
            squares += u[i] * u[i];
        }
        double[][] rotated = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < n; k++) {
                    rotated[i][j] += reflection(u, squares, i, k) * (k - 4) * reflection(u, squares, k, j);
                }
            }
        }
        double[] values = SymmetricMatrix.eigenvalues(rotated);
        for (int k = 0; k < n; k++) {
            assertThat(values[k]).isCloseTo(k - 4, ROUNDING);
        }
        assertThat(SymmetricMatrix.eigenvalues(new double[][] {{7}})).containsExactly(new double[] {7}, ROUNDING);
        assertThat(Arrays.stream(SymmetricMatrix.eigenvalues(new double[3][3])).sum())
                .isZero();
    }

    private static double reflection(double[] u, double squares, int i, int j) {
        return (i == j ? 1 : 0) - 2 * u[i] * u[j] / squares;
    }
}
