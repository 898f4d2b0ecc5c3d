package dev.evenkeel.model.math;

/**
 * Loops over arrays that several layers need, by the Vector API where the JVM has it; the results are the same bits either way.
 * Stateless and thread-safe.
 */
public final class Vectors {
    /** Columns up to which a call of vector loops costs what it saves. */
    private static final int FEW = 2 * Matrix.LANES;

    private static final Kernels PLAIN = new PlainKernels();

    private Vectors() {}

    /**
     * Adds a vector to every row.
     *
     * @param vector {@code [stride]}, padding zero
     * @param scratch {@code [stride]}, overwritten
     */
    public static void addToRows(Matrix matrix, float[] vector, float[] scratch) {
        VectorUnit.kernels().addToRows(matrix, vector, scratch);
    }

    /**
     * The sum of all rows, in their order.
     *
     * @param into {@code [stride]}, overwritten
     * @param scratch {@code [stride]}, overwritten
     */
    public static void sumRows(Matrix matrix, float[] into, float[] scratch) {
        VectorUnit.kernels().sumRows(matrix, into, scratch);
    }

    /**
     * The sum over rows of the elements' products: {@code into[j] = Σᵣ a[r, j]·b[r, j]}.
     *
     * @param b of a's shape
     * @param into {@code [stride]}, overwritten
     */
    public static void sumProducts(Matrix a, Matrix b, float[] into) {
        VectorUnit.kernels().sumProducts(a, b, into);
    }

    /**
     * Each row less its mean, over its deviation: {@code z = (x − μ)/√(σ² + ε)} with the population variance. A row without variance is only
     * centred: z = 0 whatever it is divided by, and dividing its derivative by √ε would let it grow a few hundred times at each of
     * several layers, since a row of zeros comes out as one, until it is not finite.
     *
     * @param into {@code [rows, columns]}, overwritten but for the padding
     * @param inverseDeviations {@code [rows]}, overwritten by {@code 1/√(σ² + ε)}, by 1 where σ² = 0
     */
    public static void standardizeRows(Matrix input, float epsilon, Matrix into, float[] inverseDeviations) {
        VectorUnit.kernels().standardizeRows(input, epsilon, into, inverseDeviations);
    }

    /**
     * Each row times a vector, plus another.
     *
     * @param scale {@code [stride]}
     * @param shift {@code [stride]}, padding zero
     * @param into {@code [rows, columns]}, overwritten
     */
    public static void scaleRows(Matrix input, float[] scale, float[] shift, Matrix into) {
        VectorUnit.kernels().scaleRows(input, scale, shift, into);
    }

    /**
     * The derivative by the input of {@link #standardizeRows} then {@link #scaleRows}.
     *
     * @param gradient by the output, {@code [rows, columns]}
     * @param standardized what {@link #standardizeRows} gave
     * @param into {@code [rows, columns]}, overwritten
     */
    public static void standardizeRowsBackward(
            Matrix gradient, float[] scale, Matrix standardized, float[] inverseDeviations, Matrix into) {
        VectorUnit.kernels().standardizeRowsBackward(gradient, scale, standardized, inverseDeviations, into);
    }

    /** Sets {@code gradient[i]} to zero wherever {@code output[i] > 0} does not hold, over the first {@code length} elements. */
    public static void whereActive(float[] output, float[] gradient, int length) {
        VectorUnit.kernels().whereActive(output, gradient, length);
    }

    /** Whether {@code values[from, to)} are all finite; true when the range is empty. */
    public static boolean finite(float[] values, int from, int to) {
        return VectorUnit.kernels().finite(values, from, to);
    }

    /**
     * Whether no magnitude is above its limit; that of NaN is not.
     *
     * @param values the first lies at {@code at}
     * @param limits {@code [length]}, &gt;= 0
     */
    public static boolean within(float[] values, int at, float[] limits, int length) {
        Kernels kernels = length < FEW ? PLAIN : VectorUnit.kernels();
        return kernels.within(values, at, limits, length);
    }

    /**
     * The largest magnitude of each column; NaN has none, and a column of them 0.
     *
     * @param values rows of {@code width} values, the first at {@code at}
     * @param into the first {@code width} are overwritten
     */
    public static void peaks(float[] values, int at, int rows, float[] into, int width) {
        Kernels kernels = width < FEW ? PLAIN : VectorUnit.kernels();
        kernels.peaks(values, at, rows, into, width);
    }

    /** Σ v² over the first {@code length} values, in double precision. */
    public static double squares(float[] values, int length) {
        return VectorUnit.kernels().squares(values, length);
    }

    /**
     * Σ v² by columns, in double precision.
     *
     * @param values rows of {@code stride} values, a multiple of {@link Matrix#LANES}
     * @param into the first {@code stride} are overwritten
     */
    public static void columnSquares(float[] values, int stride, double[] into) {
        VectorUnit.kernels().columnSquares(values, stride, into);
    }

    /** Adds {@code from[at, at + length)} to {@code into[to, to + length)}; the arrays are two. */
    public static void add(float[] from, int at, float[] into, int to, int length) {
        VectorUnit.kernels().add(from, at, into, to, length);
    }

    /**
     * The largest number under each window, channel by channel; NaN where there is one.
     *
     * @param input rows of grids, channels innermost
     * @param windows for each output position the input positions under it, at least one
     * @param into {@code [rows, windows · channels]}, overwritten but for the padding
     */
    public static void maxima(Matrix input, int[][] windows, Matrix into) {
        VectorUnit.kernels().maxima(input, windows, into);
    }

    /**
     * The derivative by the input of {@link #maxima}: it goes to the first of the largest, and nowhere where that is NaN.
     *
     * @param gradient by the output
     * @param output what {@link #maxima} gave for the input
     * @param into of the input's shape; is added to
     */
    public static void maximaBackward(Matrix gradient, int[][] windows, Matrix input, Matrix output, Matrix into) {
        VectorUnit.kernels().maximaBackward(gradient, windows, input, output, into);
    }

    /**
     * Adds a row to the running moments of its columns (Welford's recurrence, doi:10.1080/00401706.1962.10490022), and
     * standardizes it by them: {@code (x − μ)/√(M₂/n)}. NaN does not count and gives 0, as does a column without deviation. It stops before
     * a value that is further from the mean so far than so many deviations: {@code (x − μ)²·n > reach²·M₂}, which any other value
     * is from the mean of a column without deviation.
     *
     * <p>A few columns are left to plain loops: a linear model of them never waits for vector loops to be compiled.
     *
     * @param row {@code [columns, padded]}, overwritten by the result
     * @param from the first column: 0, or where an earlier call has stopped
     * @param reach deviations; infinite to take any value
     * @param keep in (0, 1]: what came before counts that much less with each further value; 1 never forgets
     * @param counts n, {@code [columns, padded]}, changed as means and squares are
     * @param squares M₂, the sum of squared deviations
     * @return where it has stopped: at such a value or a little before, and from there on nothing has changed; the row's length if there is none
     */
    public static int standardizeColumns(
            float[] row, int from, double reach, double keep, double[] counts, double[] means, double[] squares) {
        Kernels kernels = row.length <= FEW ? PLAIN : VectorUnit.kernels();
        return kernels.standardizeColumns(row, from, reach, keep, counts, means, squares);
    }
}
