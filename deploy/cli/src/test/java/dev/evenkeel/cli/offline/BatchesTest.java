package dev.evenkeel.cli.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.config.spec.Late;
import dev.evenkeel.config.spec.WindowSpec;
import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BatchesTest {
    private final List<String> given = new ArrayList<>();
    private long row;

    @Test
    void countsMakeEqualBatchesAndALastSmallerOne() {
        Batches batches = Batches.of(new WindowSpec.Count(2, Optional.empty(), Optional.empty()), 0);

        add(batches, 1, 2, 3, 4, 5);
        batches.finish(this::take);

        assertThat(given).containsExactly("[1, 2]", "[3, 4]", "[5]");
    }

    @Test
    void clocksMeanNothingToAFile() {
        Batches batches = Batches.of(new WindowSpec.ProcessingTime(Duration.ofSeconds(1), 3, Optional.empty()), 0);

        add(batches, 9, 8, 7, 6);
        batches.finish(this::take);

        assertThat(given).containsExactly("[9, 8, 7]", "[6]");
    }

    @Test
    void eventTimeOrdersRowsWithinTheirWindow() {
        Batches batches = Batches.of(eventTime(5, 100, Late.TRAIN), 0);

        add(batches, 3, 1, 12, 11, 9, 14);
        assertThat(given).as("14 is within five of nine").isEmpty();
        add(batches, 15, 16);
        assertThat(given).containsExactly("[1, 3, 9]");
        batches.finish(this::take);

        assertThat(given).containsExactly("[1, 3, 9]", "[11, 12, 14, 15, 16]");
    }

    @Test
    void fullWindowsCloseEarly() {
        Batches batches = Batches.of(eventTime(0, 2, Late.TRAIN), 0);

        add(batches, 3, 3, 4);
        batches.finish(this::take);

        assertThat(given).containsExactly("[3, 3]", "[4]");
    }

    @Test
    void lateRowsAreTrainedAloneOrRejected() {
        Batches trains = Batches.of(eventTime(0, 100, Late.TRAIN), 0);
        add(trains, 3, 25);
        boolean trained = trains.add(new Example(0).timeMs(4), this::take);
        Batches rejects = Batches.of(eventTime(0, 100, Late.REJECT), 0);
        add(rejects, 3, 25);
        boolean kept = rejects.add(new Example(0).timeMs(4), this::take);

        assertThat(trained).isTrue();
        assertThat(kept).isFalse();
        assertThat(given).containsExactly("[3]", "[4]", "[3]");
    }

    private static WindowSpec eventTime(int disorderMs, int maxRows, Late late) {
        return new WindowSpec.EventTime(
                Duration.ofMillis(10),
                Duration.ofMillis(disorderMs),
                Optional.empty(),
                late,
                maxRows,
                Optional.empty());
    }

    private void add(Batches batches, long... timesMs) {
        for (long timeMs : timesMs) {
            assertThat(batches.add(new Example(0).timeMs(timeMs).origin(0, row++), this::take))
                    .isTrue();
        }
    }

    private void take(MiniBatch batch) {
        given.add(Arrays.toString(batch.timesMs()));
    }
}
