package dev.evenkeel.model.math.vector;

import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.math.StridedGemm;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Matrix multiplication by the Vector API: tiles of C stay in registers while k runs, each element one chain of fused
 * multiply-adds in the order of k. So an element's value does not depend on how many rows are multiplied with it.
 */
public final class VectorGemm extends StridedGemm {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED.length() > Matrix.LANES
            ? FloatVector.SPECIES_512
            : FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private static final int PANEL = 4 * LANES;

    /** From so many rows on, copying columns of B side by side is less work than reading them from far apart. */
    private static final int PACKED_ROWS = 64;

    private final Strides strides = new Strides();
    private final Strides wide = new Strides();
    private float[] panel = new float[0];

    /** A provider with scratch of its own. */
    public VectorGemm() {}

    @Override
    public String name() {
        return "vector-" + SPECIES.vectorBitSize();
    }

    @Override
    protected void product(Matrix a, int rowStride, int columnStride, Matrix b, Matrix c) {
        int rows = c.rows();
        int columns = c.stride();
        strides.set(b.rows(), rowStride, columnStride, b.stride(), c.stride());
        float[] left = a.data();
        float[] right = b.data();
        float[] into = c.data();
        int j = 0;
        boolean packed = rows >= PACKED_ROWS && b.stride() > PANEL;
        float[] panel = packed ? panel(b.rows()) : right;
        wide.set(b.rows(), rowStride, columnStride, packed ? PANEL : b.stride(), c.stride());
        for (; j + PANEL <= columns; j += PANEL) {
            int from = b.offset() + j;
            if (packed) {
                pack(b, j);
                from = 0;
            }
            int i = 0;
            for (; i + 4 <= rows; i += 4) {
                fourByFour(wide, left, a.offset() + i * rowStride, panel, from, into, c.row(i) + j);
            }
            for (; i < rows; i++) {
                oneByFour(wide, left, a.offset() + i * rowStride, panel, from, into, c.row(i) + j);
            }
        }
        for (; j + 2 * LANES <= columns; j += 2 * LANES) {
            int i = 0;
            for (; i + 8 <= rows; i += 8) {
                eightByTwo(strides, left, a.offset() + i * rowStride, right, b.offset() + j, into, c.row(i) + j);
            }
            for (; i + 4 <= rows; i += 4) {
                fourByTwo(strides, left, a.offset() + i * rowStride, right, b.offset() + j, into, c.row(i) + j);
            }
            for (; i < rows; i++) {
                oneByOne(strides, left, a.offset() + i * rowStride, right, b.offset() + j, into, c.row(i) + j);
                oneByOne(
                        strides,
                        left,
                        a.offset() + i * rowStride,
                        right,
                        b.offset() + j + LANES,
                        into,
                        c.row(i) + j + LANES);
            }
        }
        for (; j < columns; j += LANES) {
            int i = 0;
            for (; i + 8 <= rows; i += 8) {
                eightByOne(strides, left, a.offset() + i * rowStride, right, b.offset() + j, into, c.row(i) + j);
            }
            for (; i < rows; i++) {
                oneByOne(strides, left, a.offset() + i * rowStride, right, b.offset() + j, into, c.row(i) + j);
            }
        }
    }

    private float[] panel(int depth) {
        if (panel.length < depth * PANEL) {
            panel = new float[depth * PANEL];
        }
        return panel;
    }

    private void pack(Matrix b, int column) {
        float[] right = b.data();
        for (int k = 0; k < b.rows(); k++) {
            System.arraycopy(right, b.row(k) + column, panel, k * PANEL, PANEL);
        }
    }

    /** The length of the dot products, and the steps between rows and along k. Made once: a product allocates nothing. */
    private static final class Strides {
        int depth;
        int leftRow;
        int leftStep;
        int right;
        int into;

        void set(int depth, int leftRow, int leftStep, int right, int into) {
            this.depth = depth;
            this.leftRow = leftRow;
            this.leftStep = leftStep;
            this.right = right;
            this.into = into;
        }
    }

    private static FloatVector load(float[] array, int at) {
        return FloatVector.fromArray(SPECIES, array, at);
    }

    private static FloatVector spread(float[] array, int at) {
        return FloatVector.broadcast(SPECIES, array[at]);
    }

    private static void fourByFour(Strides s, float[] a, int ai, float[] b, int bj, float[] c, int ci) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector c00 = zero, c01 = zero, c02 = zero, c03 = zero;
        FloatVector c10 = zero, c11 = zero, c12 = zero, c13 = zero;
        FloatVector c20 = zero, c21 = zero, c22 = zero, c23 = zero;
        FloatVector c30 = zero, c31 = zero, c32 = zero, c33 = zero;
        int row1 = s.leftRow;
        int row2 = 2 * s.leftRow;
        int row3 = 3 * s.leftRow;
        int at = ai;
        int q = bj;
        for (int k = 0; k < s.depth; k++) {
            FloatVector b0 = load(b, q);
            FloatVector b1 = load(b, q + LANES);
            FloatVector b2 = load(b, q + 2 * LANES);
            FloatVector b3 = load(b, q + 3 * LANES);
            FloatVector x = spread(a, at);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            c02 = x.fma(b2, c02);
            c03 = x.fma(b3, c03);
            x = spread(a, at + row1);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            c12 = x.fma(b2, c12);
            c13 = x.fma(b3, c13);
            x = spread(a, at + row2);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            c22 = x.fma(b2, c22);
            c23 = x.fma(b3, c23);
            x = spread(a, at + row3);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            c32 = x.fma(b2, c32);
            c33 = x.fma(b3, c33);
            at += s.leftStep;
            q += s.right;
        }
        int r1 = ci + s.into;
        int r2 = r1 + s.into;
        int r3 = r2 + s.into;
        c00.intoArray(c, ci);
        c01.intoArray(c, ci + LANES);
        c02.intoArray(c, ci + 2 * LANES);
        c03.intoArray(c, ci + 3 * LANES);
        c10.intoArray(c, r1);
        c11.intoArray(c, r1 + LANES);
        c12.intoArray(c, r1 + 2 * LANES);
        c13.intoArray(c, r1 + 3 * LANES);
        c20.intoArray(c, r2);
        c21.intoArray(c, r2 + LANES);
        c22.intoArray(c, r2 + 2 * LANES);
        c23.intoArray(c, r2 + 3 * LANES);
        c30.intoArray(c, r3);
        c31.intoArray(c, r3 + LANES);
        c32.intoArray(c, r3 + 2 * LANES);
        c33.intoArray(c, r3 + 3 * LANES);
    }

    private static void oneByFour(Strides s, float[] a, int ai, float[] b, int bj, float[] c, int ci) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector c0 = zero, c1 = zero, c2 = zero, c3 = zero;
        int at = ai;
        int q = bj;
        for (int k = 0; k < s.depth; k++) {
            FloatVector x = spread(a, at);
            c0 = x.fma(load(b, q), c0);
            c1 = x.fma(load(b, q + LANES), c1);
            c2 = x.fma(load(b, q + 2 * LANES), c2);
            c3 = x.fma(load(b, q + 3 * LANES), c3);
            at += s.leftStep;
            q += s.right;
        }
        c0.intoArray(c, ci);
        c1.intoArray(c, ci + LANES);
        c2.intoArray(c, ci + 2 * LANES);
        c3.intoArray(c, ci + 3 * LANES);
    }

    private static void eightByTwo(Strides s, float[] a, int ai, float[] b, int bj, float[] c, int ci) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector c00 = zero, c01 = zero, c10 = zero, c11 = zero;
        FloatVector c20 = zero, c21 = zero, c30 = zero, c31 = zero;
        FloatVector c40 = zero, c41 = zero, c50 = zero, c51 = zero;
        FloatVector c60 = zero, c61 = zero, c70 = zero, c71 = zero;
        int row = s.leftRow;
        int at = ai;
        int q = bj;
        for (int k = 0; k < s.depth; k++) {
            FloatVector b0 = load(b, q);
            FloatVector b1 = load(b, q + LANES);
            FloatVector x = spread(a, at);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            x = spread(a, at + row);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            x = spread(a, at + 2 * row);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            x = spread(a, at + 3 * row);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            x = spread(a, at + 4 * row);
            c40 = x.fma(b0, c40);
            c41 = x.fma(b1, c41);
            x = spread(a, at + 5 * row);
            c50 = x.fma(b0, c50);
            c51 = x.fma(b1, c51);
            x = spread(a, at + 6 * row);
            c60 = x.fma(b0, c60);
            c61 = x.fma(b1, c61);
            x = spread(a, at + 7 * row);
            c70 = x.fma(b0, c70);
            c71 = x.fma(b1, c71);
            at += s.leftStep;
            q += s.right;
        }
        int r = ci;
        c00.intoArray(c, r);
        c01.intoArray(c, r + LANES);
        r += s.into;
        c10.intoArray(c, r);
        c11.intoArray(c, r + LANES);
        r += s.into;
        c20.intoArray(c, r);
        c21.intoArray(c, r + LANES);
        r += s.into;
        c30.intoArray(c, r);
        c31.intoArray(c, r + LANES);
        r += s.into;
        c40.intoArray(c, r);
        c41.intoArray(c, r + LANES);
        r += s.into;
        c50.intoArray(c, r);
        c51.intoArray(c, r + LANES);
        r += s.into;
        c60.intoArray(c, r);
        c61.intoArray(c, r + LANES);
        r += s.into;
        c70.intoArray(c, r);
        c71.intoArray(c, r + LANES);
    }

    private static void fourByTwo(Strides s, float[] a, int ai, float[] b, int bj, float[] c, int ci) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector c00 = zero, c01 = zero, c10 = zero, c11 = zero;
        FloatVector c20 = zero, c21 = zero, c30 = zero, c31 = zero;
        int row1 = s.leftRow;
        int row2 = 2 * s.leftRow;
        int row3 = 3 * s.leftRow;
        int at = ai;
        int q = bj;
        for (int k = 0; k < s.depth; k++) {
            FloatVector b0 = load(b, q);
            FloatVector b1 = load(b, q + LANES);
            FloatVector x = spread(a, at);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            x = spread(a, at + row1);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            x = spread(a, at + row2);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            x = spread(a, at + row3);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            at += s.leftStep;
            q += s.right;
        }
        int r1 = ci + s.into;
        int r2 = r1 + s.into;
        int r3 = r2 + s.into;
        c00.intoArray(c, ci);
        c01.intoArray(c, ci + LANES);
        c10.intoArray(c, r1);
        c11.intoArray(c, r1 + LANES);
        c20.intoArray(c, r2);
        c21.intoArray(c, r2 + LANES);
        c30.intoArray(c, r3);
        c31.intoArray(c, r3 + LANES);
    }

    private static void eightByOne(Strides s, float[] a, int ai, float[] b, int bj, float[] c, int ci) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector c0 = zero, c1 = zero, c2 = zero, c3 = zero, c4 = zero, c5 = zero, c6 = zero, c7 = zero;
        int row = s.leftRow;
        int at = ai;
        int q = bj;
        for (int k = 0; k < s.depth; k++) {
            FloatVector x = load(b, q);
            c0 = x.fma(spread(a, at), c0);
            c1 = x.fma(spread(a, at + row), c1);
            c2 = x.fma(spread(a, at + 2 * row), c2);
            c3 = x.fma(spread(a, at + 3 * row), c3);
            c4 = x.fma(spread(a, at + 4 * row), c4);
            c5 = x.fma(spread(a, at + 5 * row), c5);
            c6 = x.fma(spread(a, at + 6 * row), c6);
            c7 = x.fma(spread(a, at + 7 * row), c7);
            at += s.leftStep;
            q += s.right;
        }
        c0.intoArray(c, ci);
        c1.intoArray(c, ci + s.into);
        c2.intoArray(c, ci + 2 * s.into);
        c3.intoArray(c, ci + 3 * s.into);
        c4.intoArray(c, ci + 4 * s.into);
        c5.intoArray(c, ci + 5 * s.into);
        c6.intoArray(c, ci + 6 * s.into);
        c7.intoArray(c, ci + 7 * s.into);
    }

    private static void oneByOne(Strides s, float[] a, int ai, float[] b, int bj, float[] c, int ci) {
        FloatVector sum = FloatVector.zero(SPECIES);
        int at = ai;
        int q = bj;
        for (int k = 0; k < s.depth; k++) {
            sum = spread(a, at).fma(load(b, q), sum);
            at += s.leftStep;
            q += s.right;
        }
        sum.intoArray(c, ci);
    }
}
