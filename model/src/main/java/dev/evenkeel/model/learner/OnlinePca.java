package dev.evenkeel.model.learner;

import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.NamedTensors;

/**
 * The principal subspace of a stream of rows z, learned on the way: y = Uz, with the rows of U orthonormal and in the order of the
 * variance along them.
 *
 * <p>Orthogonal iteration with a running average in place of the covariance matrix, as in candid covariance-free incremental PCA
 * (Weng, Zhang, Hwang 2003, doi:10.1109/TPAMI.2003.1217609) and Oja's rule: for each row, v_i = (1 − α)·λ_i·u_i + α·(u_i·z)·z; then
 * Gram-Schmidt, twice, makes the u_i orthonormal, and λ_i is what is left of the length of v_i: the variance. α = 2w/W, at most one
 * half, with W the sum of importance weights w, which decays by the keep factor with each row; it starts at the number of columns,
 * as if that much had been seen of equal variance in all directions. There is no step size to choose, and signs do not flip.
 *
 * <p>In double precision. Not thread-safe.
 */
final class OnlinePca {
    private static final String PATH = "normalizer/projection";

    private final int width;
    private final int dimensions;
    private final double keep;
    private State state;
    private State proposed;
    private final double[] scaled;

    /** Directions {@code [dimensions, width]}, the variance along each, and the sum of weights. */
    private static final class State {
        final double[] basis;
        final double[] variances;
        double weight;

        State(int width, int dimensions) {
            basis = new double[dimensions * width];
            variances = new double[dimensions];
        }

        State set(State from) {
            System.arraycopy(from.basis, 0, basis, 0, basis.length);
            System.arraycopy(from.variances, 0, variances, 0, variances.length);
            weight = from.weight;
            return this;
        }
    }

    /**
     * A random subspace to start from.
     *
     * @param dimensions at most {@code width}
     * @param keep in (0, 1]; 1 never forgets
     */
    OnlinePca(int width, int dimensions, double keep, RandomStream random) {
        this(width, dimensions, keep, new State(width, dimensions));
        for (int i = 0; i < state.basis.length; i++) {
            state.basis[i] = random.nextGaussian();
        }
        for (int i = 0; i < dimensions; i++) {
            orthonormalize(state.basis, i);
            state.variances[i] = 1;
        }
        state.weight = width;
    }

    private OnlinePca(int width, int dimensions, double keep, State state) {
        this.width = width;
        this.dimensions = dimensions;
        this.keep = keep;
        this.state = state;
        scaled = new double[dimensions];
    }

    /**
     * The coordinates of a row.
     *
     * @param row holds the row's {@code width} numbers from {@code from} on
     * @param into receives {@code dimensions} numbers from {@code at} on; another array
     */
    void project(float[] row, int from, float[] into, int at) {
        for (int i = 0; i < dimensions; i++) {
            into[at + i] = (float) dot(row, from, i, state);
        }
    }

    /** Begins a proposal from the state as it is. */
    void begin() {
        if (proposed == null) {
            proposed = new State(width, dimensions);
        }
        proposed.set(state);
    }

    /** Learns a row into the proposal. */
    void add(float[] row, int from, double weight) {
        if (weight == 0) {
            return;
        }
        proposed.weight = keep * proposed.weight + weight;
        double alpha = Math.min(0.5, 2 * weight / proposed.weight);
        for (int i = 0; i < dimensions; i++) {
            scaled[i] = alpha * dot(row, from, i, proposed);
        }
        for (int i = 0; i < dimensions; i++) {
            double old = (1 - alpha) * proposed.variances[i];
            for (int j = 0; j < width; j++) {
                int at = i * width + j;
                proposed.basis[at] = old * proposed.basis[at] + scaled[i] * row[from + j];
            }
            proposed.variances[i] = orthonormalize(proposed.basis, i);
        }
    }

    private double dot(float[] row, int from, int direction, State of) {
        double sum = 0;
        for (int j = 0; j < width; j++) {
            sum += of.basis[direction * width + j] * row[from + j];
        }
        return sum;
    }

    /** Takes the earlier directions off a vector and gives it length 1; returns the length it had. */
    private double orthonormalize(double[] basis, int direction) {
        int at = direction * width;
        for (int time = 0; time < 2; time++) {
            for (int i = 0; i < direction; i++) {
                double along = 0;
                for (int j = 0; j < width; j++) {
                    along += basis[at + j] * basis[i * width + j];
                }
                for (int j = 0; j < width; j++) {
                    basis[at + j] -= along * basis[i * width + j];
                }
            }
        }
        double squares = 0;
        for (int j = 0; j < width; j++) {
            squares += basis[at + j] * basis[at + j];
        }
        double length = Math.sqrt(squares);
        for (int j = 0; j < width; j++) {
            basis[at + j] /= length;
        }
        return length;
    }

    /** Whether the proposal is finite. */
    boolean finite() {
        double sum = 0;
        for (double value : proposed.basis) {
            sum += 0 * value;
        }
        return sum == 0;
    }

    /** Takes the proposal. */
    void commit() {
        State spare = state;
        state = proposed;
        proposed = spare;
    }

    OnlinePca copy() {
        return new OnlinePca(width, dimensions, keep, new State(width, dimensions).set(state));
    }

    void save(NamedTensors into) {
        into.put(PATH + "/basis", state.basis.clone(), dimensions, width);
        into.put(PATH + "/variance", state.variances.clone(), dimensions);
        into.put(PATH + "/weight", new double[] {state.weight}, 1);
    }

    void load(NamedTensors from) {
        System.arraycopy(from.doubles(PATH + "/basis", dimensions * width), 0, state.basis, 0, dimensions * width);
        System.arraycopy(from.doubles(PATH + "/variance", dimensions), 0, state.variances, 0, dimensions);
        state.weight = from.doubles(PATH + "/weight", 1)[0];
    }
}
