package dev.evenkeel.job.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.job.DriftingRows;
import dev.evenkeel.model.data.Example;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingProcessingTimeWindows;
import org.junit.jupiter.api.Test;

/** Rows are a second apart and windows four seconds long, so that rows 0 to 3 share one. */
class TimeTriggerTest {
    private static final List<Integer> NOTHING = List.of(0, 0, 0);
    private static final Duration LENGTH = Duration.ofSeconds(4);
    private static final int MANY = 1_000;

    @Test
    void closesAnEventTimeWindowWhenTheWatermarkReachesItsEnd() throws Exception {
        try (WindowHarness window = event(MANY, null)) {
            window.rows(0, 6);
            window.watermark(DriftingRows.timeMs(4) - 2);
            assertThat(window.batches()).isEmpty();
            window.watermark(DriftingRows.timeMs(4) - 1);

            assertThat(window.batches()).containsExactly(List.of(0L, 1L, 2L, 3L));
        }
    }

    @Test
    void ordersRowsByTimeThenPartitionThenOffset() throws Exception {
        try (WindowHarness window = event(MANY, null)) {
            window.row(row(12, 1, 2)).row(row(11, 1, 1)).row(row(10, 0, 1)).row(row(13, 0, 0));
            window.end();

            assertThat(window.batches()).containsExactly(List.of(13L, 10L, 11L, 12L));
        }
    }

    @Test
    void laterWindowsComeLater() throws Exception {
        try (WindowHarness window = event(MANY, null)) {
            window.rows(4, 6).rows(0, 2).end();

            assertThat(window.batches()).containsExactly(List.of(0L, 1L), List.of(4L, 5L));
            assertThat(window.kept()).isEqualTo(NOTHING);
        }
    }

    @Test
    void rowsOfAClosedWindowAreLateAndNotLost() throws Exception {
        try (WindowHarness window = event(MANY, null)) {
            window.rows(0, 2);
            window.watermark(DriftingRows.timeMs(4));
            window.rows(2, 3).rows(4, 5).end();

            assertThat(window.batches()).containsExactly(List.of(0L, 1L), List.of(4L));
            assertThat(window.late()).containsExactly(2L);
        }
    }

    @Test
    void closesAnEventTimeWindowEarlyWhenItHasTooManyRows() throws Exception {
        try (WindowHarness window = event(3, null)) {
            window.rows(0, 4);
            assertThat(window.batches()).containsExactly(List.of(0L, 1L, 2L));
            window.watermark(DriftingRows.timeMs(4) - 1);

            assertThat(window.batches()).containsExactly(List.of(0L, 1L, 2L), List.of(3L));
            assertThat(window.kept()).isEqualTo(NOTHING);
        }
    }

    @Test
    void aWindowClosedEarlyGivesNoEmptyBatchAtItsEnd() throws Exception {
        try (WindowHarness window = event(4, null)) {
            window.rows(0, 4);
            window.watermark(DriftingRows.timeMs(4));

            assertThat(window.batches()).containsExactly(List.of(0L, 1L, 2L, 3L));
            assertThat(window.kept()).isEqualTo(NOTHING);
        }
    }

    @Test
    void aRestoredEventTimeWindowGoesOn() throws Exception {
        OperatorSubtaskState state;
        try (WindowHarness window = event(3, null)) {
            state = window.rows(0, 2).snapshot();
        }
        try (WindowHarness restored = event(3, state)) {
            restored.rows(2, 4).end();

            assertThat(restored.batches()).containsExactly(List.of(0L, 1L, 2L), List.of(3L));
        }
    }

    @Test
    void closesAProcessingTimeWindowWhenItsTimeHasPassed() throws Exception {
        try (WindowHarness window = processing(MANY, null)) {
            window.clock(8_500);
            window.rows(0, 2);
            window.clock(11_998);
            assertThat(window.batches()).isEmpty();
            window.clock(12_000);

            assertThat(window.batches()).containsExactly(List.of(0L, 1L));
            assertThat(window.kept()).isEqualTo(NOTHING);
        }
    }

    @Test
    void closesAProcessingTimeWindowEarlyWhenItHasTooManyRows() throws Exception {
        try (WindowHarness window = processing(2, null)) {
            window.clock(8_500);
            window.rows(0, 3);
            assertThat(window.batches()).containsExactly(List.of(0L, 1L));
            window.clock(12_000);

            assertThat(window.batches()).containsExactly(List.of(0L, 1L), List.of(2L));
            assertThat(window.kept()).isEqualTo(NOTHING);
        }
    }

    @Test
    void aBatchSaysHowLongItsFirstRowHasWaited() throws Exception {
        try (WindowHarness window = processing(2, null)) {
            window.clock(8_500);
            window.rows(0, 1);
            window.clock(8_600);
            window.rows(1, 3);
            window.clock(12_000);

            assertThat(window.waits()).hasSize(2).startsWith(100L);
            assertThat(window.waits().get(1)).isBetween(1L, 3_400L);
            assertThat(window.kept()).isEqualTo(NOTHING);
        }
    }

    @Test
    void closesAProcessingTimeWindowAtTheEndOfInput() throws Exception {
        try (WindowHarness window = processing(MANY, null)) {
            window.clock(8_500);
            window.rows(0, 3).end();

            assertThat(window.batches()).containsExactly(List.of(0L, 1L, 2L));
            assertThat(window.kept()).isEqualTo(NOTHING);
        }
    }

    @Test
    void aRestoredProcessingTimeWindowClosesAtOnceWhenItsTimeHasPassed() throws Exception {
        OperatorSubtaskState state;
        try (WindowHarness window = processing(MANY, null)) {
            window.clock(8_500);
            state = window.rows(0, 2).snapshot();
        }
        try (WindowHarness restored = processing(MANY, state)) {
            restored.clock(60_000);

            assertThat(restored.batches()).containsExactly(List.of(0L, 1L));
            assertThat(restored.kept()).isEqualTo(NOTHING);
        }
    }

    private static Example row(long offset, int partition, int second) {
        return new Example(3).timeMs(DriftingRows.timeMs(second)).origin(partition, offset);
    }

    private static WindowHarness event(int maxRows, OperatorSubtaskState state) throws Exception {
        return WindowHarness.open(
                TumblingEventTimeWindows.of(LENGTH),
                new TimeTrigger(TimeTrigger.Clock.EVENT, maxRows),
                BatchFunction.Order.TIME,
                state);
    }

    private static WindowHarness processing(int maxRows, OperatorSubtaskState state) throws Exception {
        return WindowHarness.open(
                TumblingProcessingTimeWindows.of(LENGTH),
                new TimeTrigger(TimeTrigger.Clock.PROCESSING, maxRows),
                BatchFunction.Order.ARRIVAL,
                state);
    }
}
