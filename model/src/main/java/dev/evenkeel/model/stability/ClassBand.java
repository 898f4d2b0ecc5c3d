package dev.evenkeel.model.stability;

import java.util.Arrays;

/**
 * Where the losses of each class's rows usually are, so that a rare class is heard: a block's trimmed mean leaves it out.
 *
 * <p>A row is lost when its loss is more than {@value #FAR} times the class's running mean, or times the loss of score 0 where that is
 * more; for the mean it counts as {@value #MOST} times that, so that an attack moves it slowly. A class is lost when more than a sixteenth of
 * its rows are: five within a few. Both are running means of {@value #MEMORY} rows; the first {@value #LEAST} of a class only observe. Not
 * thread-safe.
 */
final class ClassBand {
    /** Numbers in {@link #state}, by class. */
    static final int LENGTH = 3;

    private static final double FAR = 16;
    private static final double MOST = 2;
    private static final int MEMORY = 64;
    private static final int LEAST = 32;
    private static final double LOST = 1.0 / 16;
    /** Two rows within a few are lost. */
    private static final double DOUBTFUL = 1.5 / MEMORY;

    private final double[] means;
    private final double[] counts;
    private final double[] lost;

    /**
     * A band that has seen nothing.
     *
     * @param classes how many; 0 for regression, where none is ever lost
     */
    ClassBand(int classes) {
        means = new double[classes];
        counts = new double[classes];
        lost = new double[classes];
    }

    /**
     * Takes a row's loss; one that is not a number counts as infinite.
     *
     * @param indifferent the loss of score 0 for that class
     */
    void add(int label, double loss, double indifferent) {
        if (label >= means.length) {
            return;
        }
        double usual = Math.max(means[label], indifferent);
        boolean far = !(loss <= FAR * usual);
        boolean known = counts[label]++ >= LEAST;
        double bounded = far && (known || Double.isInfinite(loss)) ? MOST * usual : loss;
        means[label] += Math.max(1.0 / MEMORY, 1.0 / counts[label]) * (bounded - means[label]);
        if (known) {
            lost[label] += ((far ? 1 : 0) - lost[label]) / MEMORY;
        }
    }

    /** The first class that is lost; -1 where none is. */
    int lost() {
        for (int k = 0; k < lost.length; k++) {
            if (lost[k] > LOST) {
                return k;
            }
        }
        return -1;
    }

    /** Whether no class is lost, or about to be. */
    boolean calm() {
        for (double share : lost) {
            if (share > DOUBTFUL) {
                return false;
            }
        }
        return true;
    }

    /** Another state of the model predicts from now on. */
    void forgive() {
        Arrays.fill(lost, 0);
    }

    /** Forgets everything. */
    void restart() {
        Arrays.fill(means, 0);
        Arrays.fill(counts, 0);
        forgive();
    }

    double[] state() {
        double[] state = new double[LENGTH * means.length];
        System.arraycopy(means, 0, state, 0, means.length);
        System.arraycopy(counts, 0, state, means.length, means.length);
        System.arraycopy(lost, 0, state, 2 * means.length, means.length);
        return state;
    }

    /**
     * Takes what {@link #state} gave.
     *
     * @throws IllegalArgumentException when it is of another number of classes
     */
    void restore(double[] state) {
        if (state.length != LENGTH * means.length) {
            throw new IllegalArgumentException(
                    "wrong length: classes=" + state.length + ", expected=" + LENGTH * means.length);
        }
        System.arraycopy(state, 0, means, 0, means.length);
        System.arraycopy(state, means.length, counts, 0, means.length);
        System.arraycopy(state, 2 * means.length, lost, 0, means.length);
    }
}
