package dev.evenkeel.model.math;

/**
 * The products by one kernel, C = A·B with any strides in A, which is all a subclass writes. Checks shapes; transposes what the
 * kernel cannot read, into scratch that grows to the largest product seen.
 */
public abstract class StridedGemm implements Gemm {
    private float[] scratch = new float[0];
    private float[] product = new float[0];

    /** For subclasses. */
    protected StridedGemm() {}

    /**
     * C = A·B over C's rows, C's padded columns and B's rows; shapes have been checked.
     *
     * @param a element (i, k) is at {@code a.offset() + i * rowStride + k * columnStride}
     */
    protected abstract void product(Matrix a, int rowStride, int columnStride, Matrix b, Matrix c);

    @Override
    public final void multiply(Matrix a, Matrix b, Matrix c) {
        check(a.columns() == b.rows() && c.rows() == a.rows() && c.columns() == b.columns(), "A·B", a, b, c);
        product(a, a.stride(), 1, b, c);
    }

    @Override
    public final void multiplyTransposedLeft(Matrix a, Matrix b, Matrix c) {
        check(a.rows() == b.rows() && c.rows() == a.columns() && c.columns() == b.columns(), "Aᵀ·B", a, b, c);
        product(a, 1, a.stride(), b, c);
    }

    /** Transposes B, or A and C where that moves less: in a network the batch is smaller than the weights. */
    @Override
    public final void multiplyTransposedRight(Matrix a, Matrix b, Matrix c) {
        check(a.columns() == b.columns() && c.rows() == a.rows() && c.columns() == b.rows(), "A·Bᵀ", a, b, c);
        long small = (long) a.rows() * (a.columns() + b.rows());
        if (small < (long) b.rows() * b.columns()) {
            scratch = reserve(scratch, a.columns() * Matrix.padded(a.rows()));
            product = reserve(product, b.rows() * Matrix.padded(a.rows()));
            Matrix aTransposed = Matrix.of(scratch, 0, a.columns(), a.rows());
            Matrix cTransposed = Matrix.of(product, 0, b.rows(), a.rows());
            a.transpose(aTransposed);
            product(b, b.stride(), 1, aTransposed, cTransposed);
            cTransposed.transpose(c);
        } else {
            scratch = reserve(scratch, b.columns() * Matrix.padded(b.rows()));
            Matrix bTransposed = Matrix.of(scratch, 0, b.columns(), b.rows());
            b.transpose(bTransposed);
            product(a, a.stride(), 1, bTransposed, c);
        }
    }

    static void check(boolean fits, String product, Matrix a, Matrix b, Matrix c) {
        if (!fits) {
            throw new IllegalArgumentException("shapes must fit " + product + ": a=" + a + ", b=" + b + ", c=" + c);
        }
    }

    private static float[] reserve(float[] array, int length) {
        return array.length >= length ? array : new float[length];
    }
}
