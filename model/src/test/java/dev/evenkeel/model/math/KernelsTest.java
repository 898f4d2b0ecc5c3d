package dev.evenkeel.model.math;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.math.vector.VectorGemm;
import dev.evenkeel.model.math.vector.VectorKernels;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernels that this JVM has are compared bit by bit with the plain ones. */
class KernelsTest {
    private static final int ROWS = 7;

    private final Kernels plain = new PlainKernels();
    private final Kernels vector = new VectorKernels();
    private final RandomStream random = new RandomStream(3);

    @Test
    void vectorLoopsTakeOverOnceTheyAreFaster() {
        assertThat(Gemms.choose(GemmChoice.VECTOR).name()).startsWith("vector-");
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!VectorUnit.warm() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(VectorUnit.kernels()).isInstanceOf(VectorKernels.class);
    }

    @Test
    void productsAreTheSameBitsWhicheverMultiplies() {
        Gemm vectorGemm = new VectorGemm();
        Gemm fused = new FusedGemm();
        for (int columns : new int[] {1, 17, 64, 112, 200}) {
            for (int rows : new int[] {1, 9, 70}) {
                Matrix a = random(rows, 37);
                Matrix b = random(37, columns);
                Matrix expected = Matrix.zeros(rows, columns);
                Matrix actual = Matrix.zeros(rows, columns);
                vectorGemm.multiply(a, b, expected);
                fused.multiply(a, b, actual);
                assertThat(actual.data()).containsExactly(expected.data());
                Matrix[] products = {Matrix.zeros(37, columns), Matrix.zeros(37, columns)};
                vectorGemm.multiplyTransposedLeft(a, expected, products[0]);
                fused.multiplyTransposedLeft(a, expected, products[1]);
                assertThat(products[1].data()).containsExactly(products[0].data());
                Matrix[] gradients = {Matrix.zeros(rows, 37), Matrix.zeros(rows, 37)};
                vectorGemm.multiplyTransposedRight(expected, b, gradients[0]);
                fused.multiplyTransposedRight(expected, b, gradients[1]);
                assertThat(gradients[1].data()).containsExactly(gradients[0].data());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 16, 17, 64, 100, 130})
    void sumsOverRowsAreTheSameBits(int columns) {
        Matrix a = random(columns);
        Matrix b = random(columns);
        float[] expected = new float[a.stride()];
        float[] actual = dirty(a.stride());
        plain.sumRows(a, expected, new float[a.stride()]);
        vector.sumRows(a, actual, new float[a.stride()]);
        assertThat(actual).containsExactly(expected);
        plain.sumProducts(a, b, expected);
        vector.sumProducts(a, b, actual);
        assertThat(actual).containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 16, 17, 64, 100, 130})
    void sumsOfSquaresAreTheSameBits(int columns) {
        Matrix a = random(columns);
        double[] expected = new double[a.stride()];
        double[] actual = new double[a.stride()];
        plain.columnSquares(a.data(), a.stride(), expected);
        vector.columnSquares(a.data(), a.stride(), actual);
        assertThat(actual).containsExactly(expected);
        int length = a.data().length - 3;
        assertThat(vector.squares(a.data(), length)).isEqualTo(plain.squares(a.data(), length));
        double sum = 0;
        for (double square : expected) {
            sum += square;
        }
        assertThat(plain.squares(a.data(), a.data().length))
                .isCloseTo(sum, Percentage.withPercentage(1e-9)); // rounding
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 16, 17, 64, 100, 130})
    void thePeakOfAColumnIsItsLargestMagnitude(int width) {
        int rows = 9;
        float[] values = new float[2 + rows * width];
        for (int j = 0; j < width; j++) {
            for (int r = 0; r < rows; r++) {
                values[2 + r * width + j] = r == 4 ? Float.NaN : r == j % 4 ? -3 - j : 2;
            }
        }
        Arrays.fill(values, 0, 2, Float.POSITIVE_INFINITY); // lies before
        for (Kernels kernels : List.of(plain, vector)) {
            float[] peaks = new float[width + 1];
            Arrays.fill(peaks, -1);
            kernels.peaks(values, 2, rows, peaks, width);
            for (int j = 0; j < width; j++) {
                assertThat(peaks[j]).isEqualTo(3 + j);
            }
            assertThat(peaks[width]).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 16, 17, 64, 100, 130})
    void everyMagnitudeIsHeldAgainstItsLimit(int length) {
        float[] values = new float[length + 3];
        float[] limits = new float[length];
        Arrays.fill(values, -1);
        Arrays.fill(limits, 1);
        values[3] = Float.NaN;
        for (Kernels kernels : List.of(plain, vector)) {
            values[2] = Float.POSITIVE_INFINITY; // lies before
            assertThat(kernels.within(values, 3, limits, length)).isTrue();
            for (int i = 1; i < length; i++) {
                values[3 + i] = -1.5f;
                assertThat(kernels.within(values, 3, limits, length)).isFalse();
                values[3 + i] = -1;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 16, 17, 64, 100, 130})
    void addingToRowsAndScalingThemGivesTheSameBits(int columns) {
        Matrix a = random(columns);
        Matrix b = copy(a);
        float[] scale = random(columns).data();
        float[] shift = random(columns).data();
        plain.addToRows(a, shift, new float[a.stride()]);
        vector.addToRows(b, shift, new float[a.stride()]);
        assertThat(b.data()).containsExactly(a.data());
        Matrix expected = Matrix.zeros(ROWS, columns);
        Matrix actual = Matrix.zeros(ROWS, columns);
        plain.scaleRows(a, scale, shift, expected);
        vector.scaleRows(a, scale, shift, actual);
        assertThat(actual.data()).containsExactly(expected.data());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 16, 17, 64, 100, 130})
    void standardizedRowsAndTheirDerivativesAreTheSameBits(int columns) {
        Matrix x = random(columns);
        Arrays.fill(x.data(), x.row(1), x.row(1) + columns, 0);
        Matrix dy = random(columns);
        float[] scale = random(columns).data();
        Matrix[] z = {Matrix.zeros(ROWS, columns), Matrix.zeros(ROWS, columns)};
        Matrix[] dx = {Matrix.zeros(ROWS, columns), Matrix.zeros(ROWS, columns)};
        float[][] inverse = new float[2][ROWS];
        Kernels[] both = {plain, vector};
        for (int i = 0; i < 2; i++) {
            both[i].standardizeRows(x, 1e-5f, z[i], inverse[i]);
            both[i].standardizeRowsBackward(dy, scale, z[i], inverse[i], dx[i]);
        }
        assertThat(inverse[1]).containsExactly(inverse[0]);
        assertThat(inverse[0][1]).as("of a row without variance").isEqualTo(1);
        assertThat(z[1].data()).containsExactly(z[0].data());
        assertThat(dx[1].data()).containsExactly(dx[0].data());
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 0.999})
    void standardizedColumnsAreTheSameBitsWithMissingAndConstantOnes(double keep) {
        int columns = 48;
        double[][] expected = new double[3][columns];
        double[][] actual = new double[3][columns];
        for (int r = 0; r < 50; r++) {
            float[] row = Arrays.copyOf(random(columns).data(), columns);
            row[3] = Float.NaN;
            row[7] = 5;
            row[r % columns] = Float.NaN;
            float[] same = row.clone();
            assertThat(standardize(plain, row, 0, Double.POSITIVE_INFINITY, keep, expected))
                    .isEqualTo(columns);
            assertThat(standardize(vector, same, 0, Double.POSITIVE_INFINITY, keep, actual))
                    .isEqualTo(columns);
            assertThat(same).containsExactly(row);
            assertThat(same[3]).isZero();
            assertThat(same[7]).isZero();
        }
        assertThat(actual).isDeepEqualTo(expected);
        assertThat(actual[0][3]).isZero();
        assertThat(actual[1][7]).isEqualTo(5, Offset.offset(0.0));
    }

    /** Of the mean 0 and the deviation 1 of 100 values; a column that does not vary, and a missing number. */
    @Test
    void standardizingStopsBeforeAValueTooManyDeviationsAwayAndGoesOnThere() {
        for (Kernels kernels : List.of(plain, vector)) {
            assertThat(stopped(kernels, -1, 0)).isEqualTo(48);
            assertThat(stopped(kernels, 41, Math.nextUp(10f))).isBetween(41 - Matrix.LANES + 1, 41);
            assertThat(stopped(kernels, 7, 6)).isBetween(0, 7);
        }
    }

    /** Where a row with that number in a column is stopped; what is done, then and after, is as in one go. */
    private static int stopped(Kernels kernels, int column, float value) {
        double[][] moments = new double[3][48];
        Arrays.fill(moments[0], 100);
        Arrays.fill(moments[2], 100);
        moments[1][7] = 5;
        moments[2][7] = 0;
        double[][] whole = Stream.of(moments).map(double[]::clone).toArray(double[][]::new);
        float[] row = new float[48];
        Arrays.fill(row, -10);
        row[3] = Float.NaN;
        row[7] = 5;
        if (column >= 0) {
            row[column] = value;
        }
        float[] expected = row.clone();
        float[] before = row.clone();
        int at = standardize(kernels, row, 0, 10, 1, moments);
        assertThat(Arrays.copyOfRange(row, at, 48)).containsExactly(Arrays.copyOfRange(before, at, 48));
        standardize(kernels, row, at, Double.POSITIVE_INFINITY, 1, moments);
        standardize(kernels, expected, 0, Double.POSITIVE_INFINITY, 1, whole);
        assertThat(row).containsExactly(expected);
        assertThat(moments).isDeepEqualTo(whole);
        return at;
    }

    private static int standardize(
            Kernels kernels, float[] row, int from, double reach, double keep, double[][] moments) {
        return kernels.standardizeColumns(row, from, reach, keep, moments[0], moments[1], moments[2]);
    }

    @Test
    void theGradientPassesWhereTheOutputIsPositive() {
        float[] output = random(130).data();
        output[1] = 0;
        output[2] = Float.NaN;
        float[] expected = random(130).data();
        float[] actual = expected.clone();
        plain.whereActive(output, expected, expected.length - 3);
        vector.whereActive(output, actual, actual.length - 3);
        assertThat(actual).containsExactly(expected);
        assertThat(Arrays.copyOfRange(actual, 1, 3)).containsOnly(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 100})
    void addingAPartOfAnArrayLeavesTheRestAlone(int length) {
        float[] from = random(130).data();
        float[] expected = random(130).data();
        float[] actual = expected.clone();
        float[] before = expected.clone();
        plain.add(from, 3, expected, 7, length);
        vector.add(from, 3, actual, 7, length);
        assertThat(actual).containsExactly(expected);
        for (int i = 0; i < before.length; i++) {
            boolean inside = i >= 7 && i < 7 + length;
            assertThat(expected[i]).isEqualTo(inside ? before[i] + from[i - 4] : before[i]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 16, 17, 32, 50})
    void theLargestAndTheirDerivativesAreTheSameBitsInOverlappingWindowsWithTies(int channels) {
        int[][] windows = {{0, 1, 3, 4}, {1, 2, 4, 5}, {5}};
        Matrix x = random(6 * channels);
        for (int j = 0; j < channels; j++) {
            x.set(0, channels + j, x.at(0, 4 * channels + j)); // two positions of a window that are equal
            x.set(1, j, -0.0f);
            x.set(1, channels + j, 0);
        }
        x.set(2, 5 * channels, Float.NaN);
        Matrix dy = random(3 * channels);
        Matrix[] y = {Matrix.zeros(ROWS, 3 * channels), Matrix.zeros(ROWS, 3 * channels)};
        Matrix[] dx = {Matrix.zeros(ROWS, 6 * channels), Matrix.zeros(ROWS, 6 * channels)};
        Kernels[] both = {plain, vector};
        for (int i = 0; i < 2; i++) {
            both[i].maxima(x, windows, y[i]);
            both[i].maximaBackward(dy, windows, x, y[i], dx[i]);
        }
        assertThat(y[1].data()).containsExactly(y[0].data());
        assertThat(dx[1].data()).containsExactly(dx[0].data());
        assertThat(y[0].at(2, channels)).isNaN();
        assertThat(y[0].at(2, 2 * channels)).isNaN();
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void oneNumberThatIsNotFiniteIsFoundWhereverItIs(float bad) {
        float[] values = new float[150];
        Arrays.fill(values, -Float.MAX_VALUE);
        for (int i = 0; i < values.length; i++) {
            values[i] = bad;
            for (Kernels kernels : new Kernels[] {plain, vector}) {
                assertThat(kernels.finite(values, 1, 140)).isEqualTo(i < 1 || i >= 140);
            }
            values[i] = Float.MAX_VALUE;
        }
    }

    private Matrix random(int columns) {
        return random(ROWS, columns);
    }

    private Matrix random(int rows, int columns) {
        Matrix matrix = Matrix.zeros(rows, columns);
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < columns; j++) {
                matrix.set(r, j, random.nextGaussian() + 1);
            }
        }
        return matrix;
    }

    private static Matrix copy(Matrix from) {
        return Matrix.of(from.data().clone(), 0, from.rows(), from.columns());
    }

    private static float[] dirty(int length) {
        float[] values = new float[length];
        Arrays.fill(values, 99);
        return values;
    }
}
