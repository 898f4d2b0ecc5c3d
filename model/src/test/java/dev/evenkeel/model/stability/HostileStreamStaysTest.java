package dev.evenkeel.model.stability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Task;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks tell something only where the stream without them stays as it is. */
class HostileStreamStaysTest {
    private static final int BLOCK = 1_000;
    private static final int BLOCKS = 100;

    /** The means of blocks of independent rows are off by more than five deviations once in a million times. */
    @ParameterizedTest
    @ValueSource(longs = {7, 11})
    void everyBlockOfRowsHasTheSameMeans(long seed) {
        HostileStream stream = new HostileStream(Task.REGRESSION, seed);
        double limit = 5 / Math.sqrt(BLOCK);
        for (int b = 0; b < BLOCKS; b++) {
            MiniBatch rows = stream.rows(b * BLOCK, (b + 1) * BLOCK);
            double[] sums = new double[rows.width()];
            double labels = 0;
            for (int r = 0; r < BLOCK; r++) {
                for (int j = 0; j < sums.length; j++) {
                    sums[j] += rows.numeric()[r * sums.length + j] / Math.pow(10, j - 2);
                }
                labels += rows.labels()[r];
            }
            for (double sum : sums) {
                assertThat(sum / BLOCK).isBetween(-limit, limit);
            }
            assertThat((labels / BLOCK - 8) / Math.sqrt(30)).isBetween(-limit, limit);
        }
    }
}
