package dev.evenkeel.model.stability;

import dev.evenkeel.model.math.Matrix;
import java.util.Arrays;

/**
 * What an activation function gives: mean and deviation in the last sampled step, and the share of units that gave nothing but 0 in a
 * whole period of {@value #PERIOD} sampled steps. Not thread-safe.
 */
final class UnitTrack {
    /** Numbers in {@link #state}. */
    static final int LENGTH = 5;

    private static final int PERIOD = 16;
    /** Rows of a step that are looked at. */
    private static final int ROWS = 32;

    private double mean = Double.NaN;
    private double deviation = Double.NaN;
    private double dead = Double.NaN;
    private int steps;
    private byte[] alive = new byte[0];
    private float[] sums = new float[0];
    private float[] squares = new float[0];

    void add(Matrix activation) {
        int units = activation.columns();
        if (sums.length != units) {
            alive = alive.length == units ? alive : new byte[units];
            sums = new float[units];
            squares = new float[units];
        }
        Arrays.fill(sums, 0);
        Arrays.fill(squares, 0);
        int rows = Math.min(ROWS, activation.rows());
        for (int r = 0; r < rows; r++) {
            addRow(activation.data(), activation.row(r), sums, squares);
        }
        double sum = 0;
        double square = 0;
        for (int j = 0; j < units; j++) {
            sum += sums[j];
            square += squares[j];
            alive[j] |= (byte) (squares[j] == 0 ? 0 : 1);
        }
        double count = (double) units * rows;
        mean = sum / count;
        deviation = Math.sqrt(Math.max(0, square / count - mean * mean));
        if (++steps == PERIOD) {
            int living = 0;
            for (byte unit : alive) {
                living += unit;
            }
            dead = 1 - (double) living / units;
            Arrays.fill(alive, (byte) 0);
            steps = 0;
        }
    }

    private static void addRow(float[] data, int at, float[] sums, float[] squares) {
        for (int j = 0; j < sums.length; j++) {
            float value = data[at + j];
            sums[j] += value;
            squares[j] += value * value;
        }
    }

    double mean() {
        return mean;
    }

    double deviation() {
        return deviation;
    }

    /** NaN before the first period has ended. */
    double dead() {
        return dead;
    }

    /** Which units have given something in the period under way; the array itself. */
    byte[] alive() {
        return alive;
    }

    double[] state() {
        return new double[] {mean, deviation, dead, steps, alive.length};
    }

    /** Takes what {@link #state} and {@link #alive} gave, from those places on. */
    void restore(double[] state, int at, byte[] units, int unitsAt) {
        mean = state[at];
        deviation = state[at + 1];
        dead = state[at + 2];
        steps = (int) state[at + 3];
        alive = Arrays.copyOfRange(units, unitsAt, unitsAt + (int) state[at + 4]);
    }
}
