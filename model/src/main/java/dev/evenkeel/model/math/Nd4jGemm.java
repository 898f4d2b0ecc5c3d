package dev.evenkeel.model.math;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;

/**
 * Matrix multiplication by the OpenBLAS that ND4J brings, straight on Java arrays and with one thread, since parallelism is the
 * job's.
 *
 * <p>Bound by name at run time: ND4J's natives are optional, and their absence only means that this provider is not available.
 */
final class Nd4jGemm implements Gemm {
    private static final String OPENBLAS = "org.bytedeco.openblas.global.openblas";
    private static final int ROW_MAJOR = 101;
    private static final int AS_IS = 111;
    private static final int TRANSPOSED = 112;

    private final MethodHandle sgemm;

    private Nd4jGemm(MethodHandle sgemm) {
        this.sgemm = sgemm;
    }

    /**
     * Loads OpenBLAS.
     *
     * @throws ReflectiveOperationException when the jar is missing or its interface has changed
     * @throws LinkageError when the native library is missing or does not fit the machine
     */
    static Nd4jGemm load() throws ReflectiveOperationException {
        Class<?> openblas = Class.forName(OPENBLAS);
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        try {
            lookup.findStatic(openblas, "blas_set_num_threads", MethodType.methodType(void.class, int.class))
                    .invokeExact(1);
        } catch (RuntimeException | Error | ReflectiveOperationException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("OpenBLAS failed: call=blas_set_num_threads", e);
        }
        Class<?> i = int.class;
        Class<?> f = float.class;
        Class<?> array = float[].class;
        MethodType type = MethodType.methodType(void.class, i, i, i, i, i, i, f, array, i, array, i, f, array, i);
        return new Nd4jGemm(lookup.findStatic(openblas, "cblas_sgemm", type));
    }

    @Override
    public String name() {
        return "nd4j";
    }

    @Override
    public void multiply(Matrix a, Matrix b, Matrix c) {
        StridedGemm.check(
                a.columns() == b.rows() && c.rows() == a.rows() && c.columns() == b.columns(), "A·B", a, b, c);
        product(AS_IS, a, AS_IS, b, c);
    }

    @Override
    public void multiplyTransposedLeft(Matrix a, Matrix b, Matrix c) {
        StridedGemm.check(
                a.rows() == b.rows() && c.rows() == a.columns() && c.columns() == b.columns(), "Aᵀ·B", a, b, c);
        product(TRANSPOSED, a, AS_IS, b, c);
    }

    @Override
    public void multiplyTransposedRight(Matrix a, Matrix b, Matrix c) {
        StridedGemm.check(
                a.columns() == b.columns() && c.rows() == a.rows() && c.columns() == b.rows(), "A·Bᵀ", a, b, c);
        product(AS_IS, a, TRANSPOSED, b, c);
        for (int r = 0; r < c.rows(); r++) {
            Arrays.fill(c.data(), c.row(r) + c.columns(), c.row(r) + c.stride(), 0);
        }
    }

    private void product(int transposeA, Matrix a, int transposeB, Matrix b, Matrix c) {
        int n = transposeB == AS_IS ? c.stride() : c.columns();
        int k = transposeA == AS_IS ? a.columns() : a.rows();
        float[] into = c.offset() == 0 ? c.data() : new float[c.rows() * c.stride()];
        try {
            sgemm.invokeExact(
                    ROW_MAJOR,
                    transposeA,
                    transposeB,
                    c.rows(),
                    n,
                    k,
                    1f,
                    fromZero(a),
                    a.stride(),
                    fromZero(b),
                    b.stride(),
                    0f,
                    into,
                    c.stride());
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("OpenBLAS failed: call=cblas_sgemm", e);
        }
        if (c.offset() != 0) {
            System.arraycopy(into, 0, c.data(), c.offset(), into.length);
        }
    }

    /** OpenBLAS's binding takes whole arrays only (its sliced heap buffers corrupt memory), so what has an offset is copied. */
    private static float[] fromZero(Matrix matrix) {
        return matrix.offset() == 0
                ? matrix.data()
                : Arrays.copyOfRange(matrix.data(), matrix.offset(), matrix.row(matrix.rows()));
    }
}
