package dev.evenkeel.model.plasticity;

/**
 * The effective rank of a matrix: exp(−Σ pₖ·ln pₖ), pₖ = σₖ/Σσ, σ its singular values (Roy, Vetterli, "The effective rank", EUSIPCO
 * 2007). By the eigenvalues of the smaller Gram matrix, so singular values below 1e-8 of the largest are lost, which changes nothing
 * visible. Stateless and thread-safe.
 */
final class EffectiveRank {
    private EffectiveRank() {}

    /**
     * Of a matrix without padding, row-major. O(min(rows, columns)²·max(rows, columns)).
     *
     * @return 0 when all elements are 0; NaN when one is not finite
     */
    static double of(float[] values, int rows, int columns) {
        double[] squares = SymmetricMatrix.eigenvalues(
                rows < columns ? gram(values, rows, columns, columns, 1) : gram(values, columns, rows, 1, columns));
        double sum = 0;
        for (double square : squares) {
            sum += Math.sqrt(Math.max(0, square));
        }
        if (sum == 0) {
            return 0;
        }
        double entropy = 0;
        for (double square : squares) {
            double p = Math.sqrt(Math.max(0, square)) / sum;
            entropy -= p > 0 ? p * Math.log(p) : 0 * p;
        }
        return Math.exp(entropy);
    }

    /** Products of all pairs of {@code vectors}, whose elements are {@code step} apart and which begin {@code stride} apart. */
    private static double[][] gram(float[] values, int vectors, int length, int stride, int step) {
        double[][] gram = new double[vectors][vectors];
        for (int i = 0; i < vectors; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = 0; k < length; k++) {
                    sum += (double) values[i * stride + k * step] * values[j * stride + k * step];
                }
                gram[i][j] = sum;
                gram[j][i] = sum;
            }
        }
        return gram;
    }
}
