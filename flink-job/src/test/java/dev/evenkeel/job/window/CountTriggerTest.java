package dev.evenkeel.job.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.windowing.assigners.GlobalWindows;
import org.junit.jupiter.api.Test;

class CountTriggerTest {
    private static final List<Integer> NOTHING = List.of(0, 0, 0);

    @Test
    void closesAWindowAtItsCount() throws Exception {
        try (WindowHarness window = open(3, CountTrigger.NO_TIMEOUT, null)) {
            window.rows(0, 7);

            assertThat(window.batches()).containsExactly(List.of(0L, 1L, 2L), List.of(3L, 4L, 5L));
        }
    }

    @Test
    void leavesNothingBehindWhenClosedByCount() throws Exception {
        try (WindowHarness window = open(3, 200, null)) {
            window.rows(0, 6);

            assertThat(window.batches()).hasSize(2);
            assertThat(window.kept()).isEqualTo(NOTHING);
        }
    }

    @Test
    void closesAWindowWhenItsFirstRowHasWaitedLongEnough() throws Exception {
        try (WindowHarness window = open(3, 200, null)) {
            window.clock(1_000);
            window.rows(0, 1);
            window.clock(1_100);
            window.rows(1, 2);
            window.clock(1_199);
            assertThat(window.batches()).isEmpty();
            window.clock(1_200);

            assertThat(window.batches()).containsExactly(List.of(0L, 1L));
            assertThat(window.kept()).isEqualTo(NOTHING);
        }
    }

    @Test
    void theNextWindowHasItsOwnTimeout() throws Exception {
        try (WindowHarness window = open(2, 200, null)) {
            window.clock(1_000);
            window.rows(0, 2);
            window.clock(1_150);
            window.rows(2, 3);
            window.clock(1_200);
            assertThat(window.batches()).containsExactly(List.of(0L, 1L));
            window.clock(1_350);

            assertThat(window.batches()).containsExactly(List.of(0L, 1L), List.of(2L));
        }
    }

    @Test
    void aBatchSaysHowLongItsFirstRowHasWaited() throws Exception {
        try (WindowHarness window = open(3, 200, null)) {
            window.clock(1_000);
            window.rows(0, 1);
            window.clock(1_050);
            window.rows(1, 4);
            window.clock(1_250);

            assertThat(window.waits()).containsExactly(50L, 200L);
            assertThat(window.kept()).isEqualTo(NOTHING);
        }
    }

    @Test
    void closesTheLastWindowAtTheEndOfInput() throws Exception {
        try (WindowHarness window = open(3, 200, null)) {
            window.rows(0, 5);
            window.end();

            assertThat(window.batches()).containsExactly(List.of(0L, 1L, 2L), List.of(3L, 4L));
            assertThat(window.kept()).isEqualTo(NOTHING);
        }
    }

    @Test
    void nothingComesAtTheEndOfInputWhenNothingWaits() throws Exception {
        try (WindowHarness window = open(3, 200, null)) {
            window.rows(0, 3);
            window.end();

            assertThat(window.batches()).containsExactly(List.of(0L, 1L, 2L));
        }
    }

    @Test
    void windowsOfOneRowCloseAtOnce() throws Exception {
        try (WindowHarness window = open(1, 200, null)) {
            window.rows(0, 2);

            assertThat(window.batches()).containsExactly(List.of(0L), List.of(1L));
            assertThat(window.kept()).isEqualTo(NOTHING);
        }
    }

    @Test
    void aRestoredPartialWindowFillsUp() throws Exception {
        try (WindowHarness restored = open(3, CountTrigger.NO_TIMEOUT, partial(CountTrigger.NO_TIMEOUT))) {
            restored.rows(2, 3);

            assertThat(restored.batches()).containsExactly(List.of(0L, 1L, 2L));
            assertThat(restored.kept()).isEqualTo(NOTHING);
        }
    }

    @Test
    void aRestoredPartialWindowKeepsItsTimeout() throws Exception {
        try (WindowHarness restored = open(3, 200, partial(200))) {
            restored.clock(1_199);
            assertThat(restored.batches()).isEmpty();
            restored.clock(1_200);

            assertThat(restored.batches()).containsExactly(List.of(0L, 1L));
            assertThat(restored.kept()).isEqualTo(NOTHING);
        }
    }

    @Test
    void aRestoredPartialWindowIsClosedAtTheEndOfInput() throws Exception {
        try (WindowHarness restored = open(3, CountTrigger.NO_TIMEOUT, partial(CountTrigger.NO_TIMEOUT))) {
            restored.end();

            assertThat(restored.batches()).containsExactly(List.of(0L, 1L));
        }
    }

    @Test
    void aWindowLongerThanANewSmallerSizeClosesWithTheNextRow() throws Exception {
        try (WindowHarness restored = open(2, CountTrigger.NO_TIMEOUT, partial(CountTrigger.NO_TIMEOUT))) {
            restored.rows(2, 5);

            assertThat(restored.batches()).containsExactly(List.of(0L, 1L, 2L), List.of(3L, 4L));
        }
    }

    private static OperatorSubtaskState partial(long timeoutMs) throws Exception {
        try (WindowHarness window = open(3, timeoutMs, null)) {
            window.clock(1_000);
            window.rows(0, 2);
            return window.snapshot();
        }
    }

    private static WindowHarness open(int rows, long timeoutMs, OperatorSubtaskState state) throws Exception {
        return WindowHarness.open(
                GlobalWindows.create(), new CountTrigger(rows, timeoutMs), BatchFunction.Order.ARRIVAL, state);
    }
}
