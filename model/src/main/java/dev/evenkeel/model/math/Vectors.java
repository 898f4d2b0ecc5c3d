package dev.evenkeel.model.math;

import java.util.Arrays;

/**
 * Loops over arrays that several layers need. Rows pass through a scratch row, since the compiler vectorizes a loop only when all
 * its arrays are indexed by the same expression. Stateless and thread-safe.
 */
public final class Vectors {
    private Vectors() {}

    /**
     * Adds a vector to every row.
     *
     * @param vector {@code [stride]}, padding zero
     * @param scratch {@code [stride]}, overwritten
     */
    public static void addToRows(Matrix matrix, float[] vector, float[] scratch) {
        int stride = matrix.stride();
        for (int r = 0; r < matrix.rows(); r++) {
            System.arraycopy(matrix.data(), matrix.row(r), scratch, 0, stride);
            for (int j = 0; j < stride; j++) {
                scratch[j] += vector[j];
            }
            System.arraycopy(scratch, 0, matrix.data(), matrix.row(r), stride);
        }
    }

    /**
     * The sum of all rows.
     *
     * @param into {@code [stride]}, overwritten
     * @param scratch {@code [stride]}, overwritten
     */
    public static void sumRows(Matrix matrix, float[] into, float[] scratch) {
        int stride = matrix.stride();
        Arrays.fill(into, 0, stride, 0);
        for (int r = 0; r < matrix.rows(); r++) {
            System.arraycopy(matrix.data(), matrix.row(r), scratch, 0, stride);
            for (int j = 0; j < stride; j++) {
                into[j] += scratch[j];
            }
        }
    }

    /** The sum of the first {@code length} elements, in four interleaved parts. */
    public static float sum(float[] values, int length) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i + 4 <= length; i += 4) {
            s0 += values[i];
            s1 += values[i + 1];
            s2 += values[i + 2];
            s3 += values[i + 3];
        }
        for (; i < length; i++) {
            s0 += values[i];
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** The sum of products of the first {@code length} elements, in four interleaved parts. */
    public static float dot(float[] a, float[] b, int length) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i + 4 <= length; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < length; i++) {
            s0 += a[i] * b[i];
        }
        return (s0 + s1) + (s2 + s3);
    }
}
