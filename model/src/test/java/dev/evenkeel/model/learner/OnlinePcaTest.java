package dev.evenkeel.model.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.NamedTensors;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OnlinePcaTest {
    private static final int WIDTH = 20;
    private static final int DIMENSIONS = 3;

    @Test
    void findsAPlantedSubspaceInTheOrderOfVariance() {
        double[][] planted = planted(1);
        OnlinePca pca = learned(planted, 20_000, 1);
        double[] basis = basis(pca);
        for (int i = 0; i < DIMENSIONS; i++) {
            double along = 0;
            for (int j = 0; j < WIDTH; j++) {
                along += planted[i][j] * basis[i * WIDTH + j];
            }
            assertThat(Math.abs(along)).as("direction %d", i).isGreaterThan(0.99);
        }
        double[] variances = saved(pca).doubles("normalizer/projection/variance");
        assertThat(variances[0]).isCloseTo(16.01, within(1.6));
        assertThat(variances[1]).isCloseTo(4.01, within(0.4));
        assertThat(variances[2]).isCloseTo(1.01, within(0.2));
    }

    @Test
    void forgettingFollowsASubspaceThatTurns() {
        OnlinePca pca = new OnlinePca(WIDTH, DIMENSIONS, 0.998, new RandomStream(1));
        learn(pca, planted(1), 10_000, 2);
        double[][] turned = planted(9);
        learn(pca, turned, 5_000, 3);
        double[] basis = basis(pca);
        double along = 0;
        for (int j = 0; j < WIDTH; j++) {
            along += turned[0][j] * basis[j];
        }
        assertThat(Math.abs(along)).isGreaterThan(0.98);
    }

    @Test
    void staysOrthonormal() {
        for (OnlinePca pca : new OnlinePca[] {
            new OnlinePca(WIDTH, DIMENSIONS, 1, new RandomStream(1)), learned(planted(2), 10_000, 4), constant()
        }) {
            double[] basis = basis(pca);
            for (int a = 0; a < DIMENSIONS; a++) {
                for (int b = 0; b < DIMENSIONS; b++) {
                    double dot = 0;
                    for (int j = 0; j < WIDTH; j++) {
                        dot += basis[a * WIDTH + j] * basis[b * WIDTH + j];
                    }
                    assertThat(dot).isCloseTo(a == b ? 1 : 0, within(1e-12));
                }
            }
        }
    }

    @Test
    void aProposalThatIsNotTakenChangesNothing() {
        OnlinePca pca = learned(planted(1), 100, 5);
        double[] before = basis(pca);
        pca.begin();
        pca.add(new float[WIDTH], 0, 0);
        pca.add(row(planted(3), new Random(6)), 0, 1);
        assertThat(basis(pca)).containsExactly(before);
        pca.commit();
        assertThat(basis(pca)).isNotEqualTo(before);
    }

    @Test
    void aRestoredOneContinuesBitIdentically() {
        OnlinePca pca = learned(planted(1), 100, 7);
        OnlinePca restored = new OnlinePca(WIDTH, DIMENSIONS, 1, new RandomStream(99));
        restored.load(saved(pca));
        OnlinePca copy = pca.copy();
        learn(pca, planted(2), 50, 8);
        learn(restored, planted(2), 50, 8);
        learn(copy, planted(2), 50, 8);
        assertThat(basis(restored)).containsExactly(basis(pca));
        assertThat(basis(copy)).containsExactly(basis(pca));
    }

    @Test
    void aRowThatIsNotFiniteIsFound() {
        OnlinePca pca = learned(planted(1), 100, 7);
        float[] row = new float[WIDTH];
        row[3] = Float.POSITIVE_INFINITY;
        pca.begin();
        pca.add(row, 0, 1);
        assertThat(pca.finite()).isFalse();
        pca.begin();
        assertThat(pca.finite()).isTrue();
    }

    private static OnlinePca constant() {
        OnlinePca pca = new OnlinePca(WIDTH, DIMENSIONS, 1, new RandomStream(1));
        for (int i = 0; i < 5_000; i++) {
            pca.begin();
            pca.add(new float[WIDTH], 0, 1);
            pca.commit();
        }
        return pca;
    }

    private static OnlinePca learned(double[][] planted, int rows, long seed) {
        OnlinePca pca = new OnlinePca(WIDTH, DIMENSIONS, 1, new RandomStream(1));
        learn(pca, planted, rows, seed);
        return pca;
    }

    private static void learn(OnlinePca pca, double[][] planted, int rows, long seed) {
        Random random = new Random(seed);
        for (int r = 0; r < rows; r++) {
            pca.begin();
            pca.add(row(planted, random), 0, 1);
            pca.commit();
        }
    }

    /** Deviations 4, 2 and 1 along the planted directions, 0.1 along all others. */
    private static float[] row(double[][] planted, Random random) {
        float[] row = new float[WIDTH];
        for (int j = 0; j < WIDTH; j++) {
            row[j] = (float) (0.1 * random.nextGaussian());
        }
        for (int i = 0; i < DIMENSIONS; i++) {
            double along = random.nextGaussian() * (4 >> i);
            for (int j = 0; j < WIDTH; j++) {
                row[j] += (float) (along * planted[i][j]);
            }
        }
        return row;
    }

    /** Orthonormal directions: rows of a random basis. */
    private static double[][] planted(long seed) {
        double[] basis = basis(new OnlinePca(WIDTH, DIMENSIONS, 1, new RandomStream(1000 + seed)));
        double[][] planted = new double[DIMENSIONS][WIDTH];
        for (int i = 0; i < DIMENSIONS; i++) {
            System.arraycopy(basis, i * WIDTH, planted[i], 0, WIDTH);
        }
        return planted;
    }

    private static double[] basis(OnlinePca pca) {
        return saved(pca).doubles("normalizer/projection/basis");
    }

    private static NamedTensors saved(OnlinePca pca) {
        NamedTensors tensors = new NamedTensors();
        pca.save(tensors);
        return tensors;
    }
}
