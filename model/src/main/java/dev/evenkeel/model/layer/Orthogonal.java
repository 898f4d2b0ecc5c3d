package dev.evenkeel.model.layer;

import dev.evenkeel.model.math.RandomStream;

/** Random matrices with orthonormal columns, or rows where there are fewer: normals by Gram and Schmidt's process, done twice. */
final class Orthogonal {
    private Orthogonal() {}

    /** {@code [rows, columns]}, row-major. */
    static float[] draw(int rows, int columns, RandomStream random) {
        int vectors = Math.min(rows, columns);
        double[][] basis = new double[vectors][Math.max(rows, columns)];
        for (int v = 0; v < vectors; v++) {
            do {
                for (int i = 0; i < basis[v].length; i++) {
                    basis[v][i] = random.nextGaussian();
                }
            } while (!orthogonalize(basis, v));
        }
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            int row = i / columns;
            int column = i % columns;
            values[i] = (float) (columns <= rows ? basis[column][row] : basis[row][column]);
        }
        return values;
    }

    /** Takes the parts along earlier vectors away and scales to length 1, twice; false when nothing is left. */
    private static boolean orthogonalize(double[][] basis, int v) {
        double least = 1;
        for (int pass = 0; pass < 2; pass++) {
            for (int u = 0; u < v; u++) {
                add(-dot(basis[u], basis[v]), basis[u], basis[v]);
            }
            double norm = Math.sqrt(dot(basis[v], basis[v]));
            least = Math.min(least, norm);
            add(1 / norm - 1, basis[v], basis[v]);
        }
        return least > 1e-6;
    }

    private static void add(double factor, double[] from, double[] into) {
        for (int i = 0; i < into.length; i++) {
            into[i] += factor * from[i];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
