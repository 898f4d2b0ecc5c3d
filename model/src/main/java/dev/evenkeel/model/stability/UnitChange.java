package dev.evenkeel.model.stability;

import java.util.Arrays;

/**
 * A column's numbers are suddenly all much larger or smaller: their unit has changed, not what they say.
 *
 * @param ratio how many times as large they are now, by the medians of the magnitudes; &gt; 0
 * @param mean of the numbers in the new unit, but for the largest and smallest sixteenth
 * @param variance of the same, population
 * @param largest the 0.97-quantile of their magnitudes, &gt; 0
 * @param count how many numbers that was found from
 */
public record UnitChange(double ratio, double mean, double variance, double largest, int count) {
    /**
     * What two stretches of a column say.
     *
     * @param before numbers, none of them 0; reordered
     * @param now numbers, none of them 0; reordered
     */
    static UnitChange between(float[] before, float[] now) {
        Arrays.sort(now);
        int trimmed = now.length / 16;
        int kept = now.length - 2 * trimmed;
        double mean = 0;
        for (int i = trimmed; i < now.length - trimmed; i++) {
            mean += now[i] / (double) kept;
        }
        double variance = 0;
        for (int i = trimmed; i < now.length - trimmed; i++) {
            variance += (now[i] - mean) * (now[i] - mean) / kept;
        }
        sortMagnitudes(before);
        sortMagnitudes(now);
        double ratio = now[now.length / 2] / (double) before[before.length / 2];
        return new UnitChange(ratio, mean, variance, now[(int) (0.97 * (now.length - 1))], now.length);
    }

    private static void sortMagnitudes(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.abs(values[i]);
        }
        Arrays.sort(values);
    }
}
