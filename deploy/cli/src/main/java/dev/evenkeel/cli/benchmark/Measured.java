package dev.evenkeel.cli.benchmark;

import java.util.Arrays;
import java.util.List;

/**
 * The medians of some runs.
 *
 * @param contender what ran
 * @param bytesPerRow the mean length of a row
 * @param rowsPerSecond from the first row to the end
 * @param relative to {@link Contender#SOURCE} in the same round
 * @param cpuMicrosPerRow of the whole process, the broker included
 */
public record Measured(
        Contender contender, double bytesPerRow, double rowsPerSecond, double relative, double cpuMicrosPerRow) {
    /**
     * One run.
     *
     * @param rows how many were read
     * @param seconds from the first row to the end
     * @param cpuSeconds of the whole process, meanwhile
     */
    record Run(long rows, double seconds, double cpuSeconds) {
        double rowsPerSecond() {
            return rows / seconds;
        }
    }

    /** The medians of runs beside those of the source in the same rounds. */
    static Measured of(Contender contender, double bytesPerRow, List<Run> runs, List<Run> source) {
        double[] rate = new double[runs.size()];
        double[] relative = new double[runs.size()];
        double[] cpu = new double[runs.size()];
        for (int i = 0; i < rate.length; i++) {
            Run run = runs.get(i);
            rate[i] = run.rowsPerSecond();
            relative[i] = rate[i] / source.get(i).rowsPerSecond();
            cpu[i] = 1e6 * run.cpuSeconds() / run.rows();
        }
        return new Measured(contender, bytesPerRow, median(rate), median(relative), median(cpu));
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
