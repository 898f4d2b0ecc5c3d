package dev.evenkeel.model.plasticity;

/**
 * Eigenvalues of a symmetric matrix: Householder's reduction to three diagonals, then bisection by Sturm's count of how many
 * eigenvalues are below a number (Golub, Van Loan, "Matrix computations", sections 8.3.1 and 8.4.1). Robust rather than
 * fast: O(n³). Stateless and thread-safe.
 */
final class SymmetricMatrix {
    /** Halvings of the interval that holds all eigenvalues: to within rounding of the largest. */
    private static final int HALVINGS = 54;

    private SymmetricMatrix() {}

    /**
     * All eigenvalues, ascending; NaN when an element is not finite.
     *
     * @param a symmetric; overwritten
     */
    static double[] eigenvalues(double[][] a) {
        int n = a.length;
        double[] diagonal = new double[n];
        double[] beside = new double[n];
        reduce(a, diagonal, beside);
        double reach = 0;
        for (int i = 0; i < n; i++) {
            double next = i + 1 < n ? Math.abs(beside[i + 1]) : 0;
            reach = Math.max(reach, Math.abs(diagonal[i]) + Math.abs(beside[i]) + next);
        }
        double[] values = new double[n];
        for (int k = 0; k < n; k++) {
            values[k] = bisect(diagonal, beside, k, reach);
        }
        return values;
    }

    /** Leaves the diagonal, and beside each of its elements but the first the one before it. */
    private static void reduce(double[][] a, double[] diagonal, double[] beside) {
        int n = a.length;
        double[] v = new double[n];
        double[] p = new double[n];
        for (int k = 0; k < n - 2; k++) {
            double squares = 0;
            for (int i = k + 1; i < n; i++) {
                v[i] = a[i][k];
                squares += v[i] * v[i];
            }
            double norm = Math.copySign(Math.sqrt(squares), v[k + 1]);
            beside[k + 1] = -norm;
            v[k + 1] += norm;
            double half = norm * v[k + 1]; // vᵀv/2
            if (half != 0) {
                reflect(a, v, p, k + 1, half);
            }
        }
        for (int i = 0; i < n; i++) {
            diagonal[i] = a[i][i];
        }
        if (n > 1) {
            beside[n - 1] = a[n - 1][n - 2];
        }
    }

    /** A ← HAH with H = I − vvᵀ/half, from row and column {@code from} on: A −= vqᵀ + qvᵀ. */
    private static void reflect(double[][] a, double[] v, double[] p, int from, double half) {
        int n = a.length;
        double along = 0;
        for (int i = from; i < n; i++) {
            p[i] = 0;
            for (int j = from; j < n; j++) {
                p[i] += a[i][j] * v[j];
            }
            p[i] /= half;
            along += p[i] * v[i];
        }
        for (int i = from; i < n; i++) {
            p[i] -= along / (2 * half) * v[i];
        }
        for (int i = from; i < n; i++) {
            for (int j = from; j < n; j++) {
                a[i][j] -= v[i] * p[j] + p[i] * v[j];
            }
        }
    }

    /** The k-th smallest. */
    private static double bisect(double[] diagonal, double[] beside, int k, double reach) {
        double low = -reach;
        double high = reach;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (below(diagonal, beside, middle) > k) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return (low + high) / 2;
    }

    /** How many eigenvalues are below a number: the negative ones among the pivots of A − xI. */
    private static int below(double[] diagonal, double[] beside, double x) {
        int count = 0;
        double pivot = 1;
        for (int i = 0; i < diagonal.length; i++) {
            pivot = diagonal[i] - x - (i == 0 ? 0 : beside[i] * beside[i] / pivot);
            pivot = pivot == 0 ? -Double.MIN_NORMAL : pivot;
            count += pivot < 0 ? 1 : 0;
        }
        return count;
    }
}
