package dev.evenkeel.model.stability;

import dev.evenkeel.model.parameter.NamedTensors;
import java.util.Arrays;

/**
 * How often numbers of each column are missing, and how often they repeat the one before, by every {@value #EVERY}th row. A column whose
 * numbers have always varied and suddenly do not, or are missing much more often than ever, is broken, though no number of it is out of
 * range. What lasts becomes usual in a few thousand rows. Not thread-safe.
 */
final class ColumnHabits {
    private static final String PATH = "lane/health/columns";
    private static final int EVERY = 8;
    /** Blocks before there is a habit. */
    private static final int LEAST = 4;

    private static final double FORGETTING = 0.995;
    private static final double LEARNING = 1.0 / 16;
    private static final double VARIES = 0.8;
    private static final double MORE = 0.3;

    private final int width;
    private final float[] previous;
    private final int[] missing;
    private final int[] compared;
    private final int[] repeated;
    private final double[] mostMissing;
    private final double[] mostRepeated;
    /** Shares in the last block; NaN where unknown. */
    private final double[] missingNow;

    private final double[] repeatedNow;
    private int seen;
    private long blocks;

    ColumnHabits(int width) {
        this.width = width;
        previous = new float[width];
        Arrays.fill(previous, Float.NaN);
        missing = new int[width];
        compared = new int[width];
        repeated = new int[width];
        mostMissing = new double[width];
        mostRepeated = new double[width];
        missingNow = new double[width];
        repeatedNow = new double[width];
    }

    /**
     * Takes a row.
     *
     * @param number of the row in the stream
     * @param values its numbers begin at {@code at}
     */
    void add(long number, float[] values, int at) {
        if (number % EVERY != 0) {
            return;
        }
        seen++;
        for (int j = 0; j < width; j++) {
            float value = values[at + j];
            if (Float.isNaN(value)) {
                missing[j]++;
            } else {
                compared[j]++;
                repeated[j] += value == previous[j] ? 1 : 0;
                previous[j] = value;
            }
        }
    }

    /** A block has ended. */
    void end() {
        blocks++;
        for (int j = 0; j < width; j++) {
            missingNow[j] = seen == 0 ? 0 : (double) missing[j] / seen;
            repeatedNow[j] = 2 * compared[j] < seen ? 0 : (double) repeated[j] / Math.max(1, compared[j]);
            if (!lost(j) || blocks <= LEAST) {
                mostMissing[j] = habit(mostMissing[j], missingNow[j]);
            } else {
                mostMissing[j] = Math.min(1, mostMissing[j] + LEARNING);
            }
            mostRepeated[j] = constant(j) ? mostRepeated[j] + LEARNING : habit(mostRepeated[j], repeatedNow[j]);
        }
        seen = 0;
        Arrays.fill(missing, 0);
        Arrays.fill(compared, 0);
        Arrays.fill(repeated, 0);
    }

    private static double habit(double most, double now) {
        return Math.max(FORGETTING * most, now);
    }

    /** Whether a column that has always varied did not in the last block. */
    boolean constant(int column) {
        return blocks > LEAST && repeatedNow[column] == 1 && mostRepeated[column] <= VARIES;
    }

    /** Whether numbers of a column were missing in the last block much more often than ever. */
    boolean lost(int column) {
        return blocks > LEAST && missingNow[column] > mostMissing[column] + MORE;
    }

    /** The share of missing numbers in the last block. */
    double missing(int column) {
        return missingNow[column];
    }

    void save(NamedTensors into) {
        into.put(PATH + "/previous", previous.clone(), width);
        double[] numbers = new double[2 + 7 * width];
        numbers[0] = blocks;
        numbers[1] = seen;
        for (int j = 0; j < width; j++) {
            double[] column = {
                missing[j], compared[j], repeated[j], mostMissing[j], mostRepeated[j], missingNow[j], repeatedNow[j]
            };
            System.arraycopy(column, 0, numbers, 2 + 7 * j, 7);
        }
        into.put(PATH + "/habits", numbers, numbers.length);
    }

    void load(NamedTensors from) {
        System.arraycopy(from.floats(PATH + "/previous", width), 0, previous, 0, width);
        double[] numbers = from.doubles(PATH + "/habits", 2 + 7 * width);
        blocks = (long) numbers[0];
        seen = (int) numbers[1];
        for (int j = 0; j < width; j++) {
            int at = 2 + 7 * j;
            missing[j] = (int) numbers[at];
            compared[j] = (int) numbers[at + 1];
            repeated[j] = (int) numbers[at + 2];
            mostMissing[j] = numbers[at + 3];
            mostRepeated[j] = numbers[at + 4];
            missingNow[j] = numbers[at + 5];
            repeatedNow[j] = numbers[at + 6];
        }
    }
}
