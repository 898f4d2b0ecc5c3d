package dev.evenkeel.dashboard.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HistoryTest {
    private static final int A_DAY = 86_400;

    private final History history = new History();

    private void append(int count, int spikeAt) {
        for (int i = 0; i < count; i++) {
            history.append(i * 1000.0, Map.of("loss", i == spikeAt ? 99f : 1f + 0.1f * (i % 7)));
        }
    }

    private static List<Double> times(History.View view) {
        List<Double> times = new ArrayList<>();
        for (History.Stretch stretch : view.stretches()) {
            for (int row = stretch.from(); row < stretch.to(); row++) {
                times.add(stretch.rows().timeMs(row));
            }
        }
        return times;
    }

    private static List<Float> values(History.View view, String name) {
        List<Float> values = new ArrayList<>();
        for (History.Stretch stretch : view.stretches()) {
            for (int row = stretch.from(); row < stretch.to(); row++) {
                values.add(stretch.rows().value(name, row));
            }
        }
        return values;
    }

    @Test
    void fewRowsStayAsTheyCame() {
        append(100, -1);
        assertThat(times(history.since(0))).hasSize(100).startsWith(0.0, 1000.0).endsWith(99_000.0);
        assertThat(times(history.since(90_000))).hasSize(10);
    }

    @Test
    void theLastHourStaysAsItCameAfterADay() {
        append(A_DAY, -1);
        List<Double> hour = times(history.since((A_DAY - 3600) * 1000.0));
        assertThat(hour).hasSize(3600);
        assertThat(hour.get(3599)).isEqualTo((A_DAY - 1) * 1000.0);
    }

    @Test
    void aDayIsThinnedToBoundedRowsInOrder() {
        append(A_DAY, -1);
        List<Double> day = times(history.since(0));
        assertThat(day).hasSizeBetween(1_000, 2_300).isSorted().startsWith(0.0).endsWith((A_DAY - 1) * 1000.0);
    }

    @Test
    void aSpikeNeverVanishes() {
        for (int at : new int[] {0, 43_210, 86_398}) {
            History one = new History();
            for (int i = 0; i < A_DAY; i++) {
                one.append(i * 1000.0, Map.of("loss", i == at ? 99f : 1f));
            }
            List<Float> day = values(one.since(0), "loss");
            List<Double> times = times(one.since(0));
            assertThat(day).as("spike at %d", at).contains(99f, 1f);
            assertThat(times.get(day.indexOf(99f))).as("its place").isBetween((at - 64) * 1000.0, (at + 64) * 1000.0);
        }
    }

    @Test
    void aFigureThatComesLateIsUnknownBefore() {
        history.append(0, Map.of("loss", 1f));
        history.append(1000, Map.of("loss", 1f, "rate", 5f));
        history.append(2000, Map.of("rate", 6f));
        assertThat(values(history.since(0), "rate")).containsExactly(Float.NaN, 5f, 6f);
        assertThat(values(history.since(0), "loss")).containsExactly(1f, 1f, Float.NaN);
    }

    @Test
    void memoryIsBounded() {
        append(2 * A_DAY, -1);
        assertThat(history.cells()).isLessThanOrEqualTo(3L * (History.RECENT + History.WHOLE));
    }
}
