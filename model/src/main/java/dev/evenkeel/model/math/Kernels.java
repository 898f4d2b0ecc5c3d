package dev.evenkeel.model.math;

/**
 * The loops of {@link Vectors} in one implementation. All implementations give the same bits, whatever their vector width: no
 * fused multiply-adds, and a sum along a row is taken in {@value Matrix#LANES} interleaved parts that are then added in halves.
 * So they can be exchanged at any time. Stateless and thread-safe.
 */
public interface Kernels {
    /** See {@link Vectors#addToRows}. */
    void addToRows(Matrix matrix, float[] vector, float[] scratch);

    /** See {@link Vectors#sumRows}. */
    void sumRows(Matrix matrix, float[] into, float[] scratch);

    /** See {@link Vectors#sumProducts}. */
    void sumProducts(Matrix a, Matrix b, float[] into);

    /** See {@link Vectors#standardizeRows}. */
    void standardizeRows(Matrix input, float epsilon, Matrix into, float[] inverseDeviations);

    /** See {@link Vectors#scaleRows}. */
    void scaleRows(Matrix input, float[] scale, float[] shift, Matrix into);

    /** See {@link Vectors#standardizeRowsBackward}. */
    void standardizeRowsBackward(
            Matrix gradient, float[] scale, Matrix standardized, float[] inverseDeviations, Matrix into);

    /** See {@link Vectors#whereActive}. */
    void whereActive(float[] output, float[] gradient, int length);

    /** See {@link Vectors#finite}. */
    boolean finite(float[] values, int from, int to);

    /** See {@link Vectors#within}. */
    boolean within(float[] values, int at, float[] limits, int length);

    /** See {@link Vectors#peaks}. */
    void peaks(float[] values, int at, int rows, float[] into, int width);

    /** See {@link Vectors#squares}. */
    double squares(float[] values, int length);

    /** See {@link Vectors#columnSquares}. */
    void columnSquares(float[] values, int stride, double[] into);

    /** See {@link Vectors#add}. */
    void add(float[] from, int at, float[] into, int to, int length);

    /** See {@link Vectors#maxima}. */
    void maxima(Matrix input, int[][] windows, Matrix into);

    /** See {@link Vectors#maximaBackward}. */
    void maximaBackward(Matrix gradient, int[][] windows, Matrix input, Matrix output, Matrix into);

    /** See {@link Vectors#standardizeColumns}. */
    int standardizeColumns(
            float[] row, int from, double reach, double keep, double[] counts, double[] means, double[] squares);

    /**
     * Adds interleaved parts in halves: i and i + 8, then i and i + 4, and so on.
     *
     * @param parts {@code [LANES]}, overwritten
     */
    static float total(float[] parts) {
        for (int half = Matrix.LANES / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                parts[i] += parts[i + half];
            }
        }
        return parts[0];
    }

    /** The same in double precision. */
    static double total(double[] parts) {
        for (int half = Matrix.LANES / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                parts[i] += parts[i + half];
            }
        }
        return parts[0];
    }

    /** {@code 1/√(σ² + ε)}, but 1 where there is no variance; see {@link Vectors#standardizeRows}. */
    static float inverseDeviation(float variance, float epsilon) {
        return variance == 0 ? 1 : (float) (1 / Math.sqrt(variance + epsilon));
    }
}
