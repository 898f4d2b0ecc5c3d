package dev.evenkeel.model.math;

/** Runs every loop of an implementation on small arrays, so that the JIT compiles them, and takes the time. Not thread-safe. */
final class WarmUp {
    /** Four, two and one vectors of the widest kind: every tile of a product. */
    private static final int COLUMNS = 7 * Matrix.LANES;

    /** The columns as channels of one position, which is its own window. */
    private static final int[][] WINDOWS = {{0}};

    /** Calls after which the JIT's last stage compiles a method for certain; many short ones, so that it is the whole method. */
    private static final int CALLS = 16_000;

    private static final int ROUNDS = 2_000;

    private final Gemm gemm;
    private final Kernels kernels;

    WarmUp(Gemm gemm, Kernels kernels) {
        this.gemm = gemm;
        this.kernels = kernels;
    }

    /** Whether three rounds one after the other took less time than the other's; false after a while. */
    boolean becomesFasterThan(WarmUp other) {
        for (int call = 0; call < CALLS; call++) {
            run(9, 2);
        }
        int faster = 0;
        for (int round = 0; round < ROUNDS && faster < 3; round++) {
            other.nanoseconds();
            faster = nanoseconds() < other.nanoseconds() ? faster + 1 : 0;
        }
        return faster == 3;
    }

    private long nanoseconds() {
        long start = System.nanoTime();
        run(65, 64);
        return System.nanoTime() - start;
    }

    private void run(int rows, int depth) {
        Matrix input = Matrix.zeros(rows, depth);
        Matrix weight = Matrix.zeros(depth, COLUMNS);
        Matrix output = Matrix.zeros(rows, COLUMNS);
        Matrix gradient = Matrix.zeros(rows, COLUMNS);
        float[] row = new float[COLUMNS];
        float[] deviations = new float[rows];
        gemm.multiply(input, weight, output);
        gemm.multiplyTransposedLeft(input, output, weight);
        kernels.addToRows(output, row, row);
        kernels.standardizeRows(output, 1, gradient, deviations);
        kernels.scaleRows(gradient, row, row, output);
        kernels.standardizeRowsBackward(gradient, row, output, deviations, gradient);
        kernels.whereActive(output.data(), gradient.data(), output.data().length);
        kernels.sumRows(output, row, new float[COLUMNS]);
        kernels.sumProducts(output, gradient, row);
        kernels.add(output.data(), 0, gradient.data(), 0, output.data().length);
        kernels.maxima(output, WINDOWS, gradient);
        kernels.maximaBackward(gradient, WINDOWS, output, gradient, output);
        kernels.finite(output.data(), 0, output.data().length);
        kernels.within(output.data(), 0, gradient.data(), output.data().length);
        kernels.peaks(output.data(), 0, rows, row, COLUMNS);
        kernels.squares(output.data(), output.data().length);
        kernels.columnSquares(output.data(), COLUMNS, new double[COLUMNS]);
        kernels.standardizeColumns(row, 0, 2, 1, new double[COLUMNS], new double[COLUMNS], new double[COLUMNS]);
    }
}
