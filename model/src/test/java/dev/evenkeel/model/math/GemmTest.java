package dev.evenkeel.model.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GemmTest {
    private static final int[][] SHAPES = {
        {1, 1, 1},
        {1, 3, 17},
        {8, 5, 64},
        {8, 70, 32},
        {3, 16, 1},
        {13, 7, 130},
        {32, 33, 48},
        {9, 100, 16},
        {4, 2, 112}
    };

    private static final int[] NONE = {};

    private final RandomStream random = new RandomStream(7);

    @ParameterizedTest
    @EnumSource(GemmChoice.class)
    void multiplyStaysWithinTheErrorBound(GemmChoice choice) {
        Gemm gemm = Gemms.choose(choice);
        for (int[] s : SHAPES) {
            Matrix a = random(s[0], s[1], NONE);
            Matrix b = random(s[1], s[2], NONE);
            Matrix c = dirty(s[0], s[2]);
            gemm.multiply(a, b, c);
            assertProduct(a, false, b, false, c);
        }
    }

    @ParameterizedTest
    @EnumSource(GemmChoice.class)
    void multiplyTransposedLeftStaysWithinTheErrorBound(GemmChoice choice) {
        Gemm gemm = Gemms.choose(choice);
        for (int[] s : SHAPES) {
            Matrix a = random(s[1], s[0], NONE);
            Matrix b = random(s[1], s[2], NONE);
            Matrix c = dirty(s[0], s[2]);
            gemm.multiplyTransposedLeft(a, b, c);
            assertProduct(a, true, b, false, c);
        }
    }

    @ParameterizedTest
    @EnumSource(GemmChoice.class)
    void multiplyTransposedRightStaysWithinTheErrorBound(GemmChoice choice) {
        Gemm gemm = Gemms.choose(choice);
        for (int[] s : SHAPES) {
            Matrix a = random(s[0], s[1], NONE);
            Matrix b = random(s[2], s[1], NONE);
            Matrix c = dirty(s[0], s[2]);
            gemm.multiplyTransposedRight(a, b, c);
            assertProduct(a, false, b, true, c);
        }
    }

    @ParameterizedTest
    @EnumSource(GemmChoice.class)
    void multiplyHonoursOffsets(GemmChoice choice) {
        Matrix a = random(3, 5, new int[] {2});
        Matrix b = random(5, 20, new int[] {32});
        Matrix c = Matrix.of(new float[7 + 3 * 32], 7, 3, 20);
        Gemms.choose(choice).multiply(a, b, c);
        assertProduct(a, false, b, false, c);
        assertThat(Arrays.copyOf(c.data(), 7)).containsOnly(0);
    }

    @ParameterizedTest
    @EnumSource(GemmChoice.class)
    void rowsOfAFullBatchEqualThoseOfOneRow(GemmChoice choice) {
        Gemm gemm = Gemms.choose(choice);
        if (gemm.name().equals("nd4j")) {
            assertThat(choice).isEqualTo(GemmChoice.ND4J);
            return; // OpenBLAS takes other kernels for other sizes
        }
        Matrix a = random(11, 40, NONE);
        Matrix b = random(40, 100, NONE);
        Matrix all = Matrix.zeros(11, 100);
        gemm.multiply(a, b, all);
        for (int r = 0; r < 11; r++) {
            Matrix one = Matrix.zeros(1, 100);
            gemm.multiply(Matrix.of(a.data(), a.row(r), 1, 40), b, one);
            assertThat(one.unpadded()).containsExactly(Arrays.copyOfRange(all.data(), all.row(r), all.row(r) + 100));
        }
    }

    @ParameterizedTest
    @EnumSource(GemmChoice.class)
    void refusesShapesThatDoNotFit(GemmChoice choice) {
        Gemm gemm = Gemms.choose(choice);
        Matrix a = Matrix.zeros(2, 3);
        Matrix b = Matrix.zeros(4, 5);
        Matrix c = Matrix.zeros(2, 5);
        assertThatThrownBy(() -> gemm.multiply(a, b, c))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shapes must fit A·B: a=[2, 3], b=[4, 5], c=[2, 5]");
    }

    private Matrix random(int rows, int columns, int[] offset) {
        int at = offset.length == 0 ? 0 : offset[0];
        Matrix matrix = Matrix.of(new float[at + rows * Matrix.padded(columns)], at, rows, columns);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                matrix.set(r, c, random.nextGaussian());
            }
        }
        return matrix;
    }

    private static Matrix dirty(int rows, int columns) {
        Matrix matrix = Matrix.zeros(rows, columns);
        Arrays.fill(matrix.data(), 99);
        return matrix;
    }

    private static void assertProduct(Matrix a, boolean aTransposed, Matrix b, boolean bTransposed, Matrix c) {
        int depth = aTransposed ? a.rows() : a.columns();
        for (int i = 0; i < c.rows(); i++) {
            for (int j = 0; j < c.columns(); j++) {
                double sum = 0;
                double magnitude = 0;
                for (int k = 0; k < depth; k++) {
                    double x = aTransposed ? a.at(k, i) : a.at(i, k);
                    double term = x * (bTransposed ? b.at(j, k) : b.at(k, j));
                    sum += term;
                    magnitude += Math.abs(term);
                }
                assertThat((double) c.at(i, j))
                        .as("%s x %s at %d, %d", a, b, i, j)
                        .isCloseTo(sum, Offset.offset((depth + 2) * 0x1p-24 * magnitude + 1e-30));
            }
            for (int j = c.columns(); j < c.stride(); j++) {
                assertThat(c.data()[c.row(i) + j]).as("padding").isZero();
            }
        }
    }
}
