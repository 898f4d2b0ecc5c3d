package dev.evenkeel.model.math;

/**
 * Matrix multiplication. Every product overwrites all of C's rows, padding included, which becomes zero because that of the
 * operands is; nothing is added to what C held. C must share no array region with A or B.
 *
 * <p>Each element is one dot product in single precision; an implementation's error is bounded by {@code (k + 2) · 2⁻²⁴ ·
 * Σ|aᵢ||bᵢ|}. Non-finite operands give non-finite results, possibly in the padding too. For one implementation and vector width
 * results are reproducible bit by bit. Not thread-safe: implementations hold scratch, so each learner has its own.
 */
public interface Gemm {
    /** The implementation and what its rounding depends on, such as {@code vector-512}: provenance of every result. */
    String name();

    /**
     * C = A·B.
     *
     * @param a {@code [m, k]}
     * @param b {@code [k, n]}
     * @param c {@code [m, n]}, overwritten
     * @throws IllegalArgumentException when the shapes do not fit
     */
    void multiply(Matrix a, Matrix b, Matrix c);

    /**
     * C = Aᵀ·B.
     *
     * @param a {@code [k, m]}
     * @param b {@code [k, n]}
     * @param c {@code [m, n]}, overwritten
     * @throws IllegalArgumentException when the shapes do not fit
     */
    void multiplyTransposedLeft(Matrix a, Matrix b, Matrix c);

    /**
     * C = A·Bᵀ.
     *
     * @param a {@code [m, k]}
     * @param b {@code [n, k]}
     * @param c {@code [m, n]}, overwritten
     * @throws IllegalArgumentException when the shapes do not fit
     */
    void multiplyTransposedRight(Matrix a, Matrix b, Matrix c);
}
