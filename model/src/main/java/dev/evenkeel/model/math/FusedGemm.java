package dev.evenkeel.model.math;

import java.util.Arrays;

/**
 * Matrix multiplication in plain loops with the very bits of the Vector API's: each element is one chain of fused multiply-adds in
 * the order of k. Stands in until that is compiled.
 */
final class FusedGemm extends StridedGemm {
    private float[][] rows = new float[0][];
    private float[] sum = new float[0];

    @Override
    public String name() {
        return "fused";
    }

    @Override
    protected void product(Matrix a, int rowStride, int columnStride, Matrix b, Matrix c) {
        int n = c.stride();
        int depth = b.rows();
        reserve(depth, n);
        for (int k = 0; k < depth; k++) {
            System.arraycopy(b.data(), b.row(k), rows[k], 0, n);
        }
        float[] left = a.data();
        for (int i = 0; i < c.rows(); i++) {
            Arrays.fill(sum, 0, n, 0);
            int at = a.offset() + i * rowStride;
            int k = 0;
            for (; k + 4 <= depth; k += 4) {
                float x1 = left[at + columnStride];
                float x2 = left[at + 2 * columnStride];
                addFour(k, n, left[at], x1, x2, left[at + 3 * columnStride]);
                at += 4 * columnStride;
            }
            for (; k < depth; k++) {
                addOne(k, n, left[at]);
                at += columnStride;
            }
            System.arraycopy(sum, 0, c.data(), c.row(i), n);
        }
    }

    private void addFour(int k, int n, float x0, float x1, float x2, float x3) {
        float[] into = sum;
        float[] b0 = rows[k];
        float[] b1 = rows[k + 1];
        float[] b2 = rows[k + 2];
        float[] b3 = rows[k + 3];
        for (int j = 0; j < n; j++) {
            into[j] = Math.fma(x3, b3[j], Math.fma(x2, b2[j], Math.fma(x1, b1[j], Math.fma(x0, b0[j], into[j]))));
        }
    }

    private void addOne(int k, int n, float x) {
        float[] into = sum;
        float[] b = rows[k];
        for (int j = 0; j < n; j++) {
            into[j] = Math.fma(x, b[j], into[j]);
        }
    }

    private void reserve(int depth, int n) {
        if (sum.length < n || rows.length < depth) {
            int length = Math.max(n, sum.length);
            sum = new float[length];
            rows = new float[Math.max(depth, rows.length)][length];
        }
    }
}
