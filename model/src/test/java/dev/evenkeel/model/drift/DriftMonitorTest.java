package dev.evenkeel.model.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.NamedTensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DriftMonitorTest {
    private static final int ROWS = 6_000;
    private static final int CHANGE = 3_000;
    private static final List<String> COLUMNS = List.of("a", "b");

    static List<DetectorSettings> detectors() {
        return List.of(
                AdwinHyperparameters.DEFAULT,
                new PageHinkleyHyperparameters(0.3, 50, 30),
                KswinHyperparameters.DEFAULT);
    }

    /** Column a jumps by three deviations at half time, in a unit of a thousand; b never does, nor does the loss. */
    private static MiniBatch stream() {
        RandomStream random = new RandomStream(7);
        MiniBatch.Builder rows = new MiniBatch.Builder(2, ROWS);
        Example row = new Example(2);
        for (int r = 0; r < ROWS; r++) {
            row.clear();
            row.numeric()[0] = 1000 * ((r < CHANGE ? 5 : 8) + random.nextGaussian());
            row.numeric()[1] = random.nextGaussian();
            rows.add(row.timeMs(1_000 + r));
        }
        return rows.build();
    }

    private static DriftMonitor monitor(DetectorSettings detector, String... signals) {
        return new DriftMonitor(settings(detector, signals), COLUMNS, 1);
    }

    private static DriftSettings settings(DetectorSettings detector, String... signals) {
        return new DriftSettings(detector, List.of(signals), Set.of(), 3, 1000);
    }

    private static double loss(int row) {
        return new RandomStream(9, row).nextFloat() < 0.2 ? 1 : 0;
    }

    private static List<DriftAlarm> feed(DriftMonitor monitor, MiniBatch rows, int from, int to) {
        List<DriftAlarm> alarms = new ArrayList<>();
        for (int r = from; r < to; r++) {
            monitor.add(loss(r), rows, r, r + 1, alarms::add);
        }
        return alarms;
    }

    private static NamedTensors saved(DriftMonitor monitor) {
        NamedTensors tensors = new NamedTensors();
        monitor.save(tensors);
        return tensors;
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void aJumpOfAnInputIsToldOnceSeenWithItsDetectorExampleAndTime(DetectorSettings detector) {
        DriftMonitor monitor = monitor(detector, "loss", "a", "b");
        List<DriftAlarm> alarms = feed(monitor, stream(), 0, ROWS);
        List<DriftAlarm> ofJump = alarms.stream()
                .filter(a -> a.signal().equals("a") && a.example() > CHANGE)
                .toList();
        assertThat(ofJump).isNotEmpty();
        DriftAlarm first = ofJump.get(0);
        assertThat(first.example()).isBetween(CHANGE + 1L, CHANGE + 300L);
        assertThat(first.timeMs()).isEqualTo(999 + first.example());
        assertThat(first.detector())
                .isEqualTo(detector.create(new RandomStream(1)).name());
        assertThat(first.statistic()).isGreaterThan(first.threshold());
        assertThat(first.rose()).isTrue();
        assertThat(first.callsForAction()).isTrue();
        assertThat(alarms).filteredOn(a -> !a.signal().equals("a")).hasSizeLessThan(4);
        assertThat(monitor.alarms().get("a"))
                .isEqualTo(alarms.stream().filter(a -> a.signal().equals("a")).count());
    }

    @Test
    void aFallingLossIsReportedButCallsForNothing() {
        DriftMonitor monitor = monitor(AdwinHyperparameters.DEFAULT, "loss");
        List<DriftAlarm> alarms = new ArrayList<>();
        MiniBatch rows = stream();
        for (int r = 0; r < ROWS; r++) {
            monitor.add(r < CHANGE ? 1 : 0, rows, r, r + 1, alarms::add);
        }
        assertThat(alarms).isNotEmpty().allSatisfy(alarm -> {
            assertThat(alarm.rose()).isFalse();
            assertThat(alarm.callsForAction()).isFalse();
        });
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void aRestoredMonitorContinuesBitIdentically(DetectorSettings detector) {
        MiniBatch rows = stream();
        for (int at : new int[] {0, 100, 700, 3_020}) {
            DriftMonitor monitor = monitor(detector, "loss", "a", "b");
            feed(monitor, rows, 0, at);
            DriftMonitor restored = monitor(detector, "loss", "a", "b");
            feed(restored, rows, 4_000, 4_900);
            restored.load(saved(monitor));
            Streams.assertSame(saved(restored), saved(monitor));
            assertThat(feed(restored, rows, at, ROWS)).isEqualTo(feed(monitor, rows, at, ROWS));
            Streams.assertSame(saved(restored), saved(monitor));
        }
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void aCopySharesNothing(DetectorSettings detector) {
        MiniBatch rows = stream();
        DriftMonitor monitor = monitor(detector, "loss", "a");
        feed(monitor, rows, 0, 2_000);
        DriftMonitor copy = monitor.copy();
        List<DriftAlarm> expected = feed(copy, rows, 2_000, ROWS);
        assertThat(feed(monitor, rows, 2_000, ROWS)).isEqualTo(expected).isNotEmpty();
        Streams.assertSame(saved(copy), saved(monitor));
    }

    @Test
    void missingAndAbsurdNumbersSayNothing() {
        DriftMonitor monitor = monitor(AdwinHyperparameters.DEFAULT, "loss", "a");
        DriftMonitor twin = monitor(AdwinHyperparameters.DEFAULT, "loss", "a");
        Example row = new Example(2);
        row.numeric()[0] = Float.NaN;
        MiniBatch missing = new MiniBatch.Builder(2, 1).add(row).build();
        monitor.add(Double.POSITIVE_INFINITY, missing, 0, 1, alarm -> {});
        monitor.add(Double.NaN, missing, 0, 2, alarm -> {});
        monitor.add(1e200, missing, 0, 3, alarm -> {});
        Streams.assertSame(saved(monitor), saved(twin));
    }

    @Test
    void aSignalWatchedByOtherSettingsStartsAnew() {
        MiniBatch rows = stream();
        DriftMonitor before = monitor(KswinHyperparameters.DEFAULT, "loss", "a");
        feed(before, rows, 0, ROWS);
        DriftMonitor after = monitor(new KswinHyperparameters(1e-4, 80, 30, 1), "a", "b");
        after.load(saved(before));
        Streams.assertSame(saved(after), saved(monitor(new KswinHyperparameters(1e-4, 80, 30, 1), "a", "b")));
        DriftMonitor fewer = monitor(KswinHyperparameters.DEFAULT, "a");
        fewer.load(saved(before));
        assertThat(fewer.alarms()).isEqualTo(Map.of("a", before.alarms().get("a")));
    }

    @Test
    void settingsAreChecked() {
        assertThatThrownBy(() -> monitor(AdwinHyperparameters.DEFAULT, "c"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be loss or a numeric column: signal=c");
        assertThatThrownBy(() -> settings(AdwinHyperparameters.DEFAULT, "a", "a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be watched once: signals=[a, a]");
        assertThatThrownBy(() -> new DriftSettings(AdwinHyperparameters.DEFAULT, List.of(), Set.of(), 1, 1))
                .hasMessage("must be in (1, 1000]: step-factor=1.0");
        assertThatThrownBy(() -> new DriftSettings(AdwinHyperparameters.DEFAULT, List.of(), Set.of(), 2, 0))
                .hasMessage("must be in [1, 1099511627776]: step-examples=0");
        assertThat(new DriftMonitor(DriftSettings.OFF, COLUMNS, 1).idle()).isTrue();
    }

    @Test
    void damagedStateIsRefused() {
        NamedTensors sound = saved(monitor(new PageHinkleyHyperparameters(0.3, 50, 30), "a"));
        NamedTensors tensors = new NamedTensors().put("drift/a/unit", new double[] {-1, 0, 0}, 3);
        sound.names().stream()
                .filter(name -> !tensors.contains(name))
                .forEach(name -> tensors.put(name, sound.get(name)));
        assertThatThrownBy(() -> monitor(new PageHinkleyHyperparameters(0.3, 50, 30), "a")
                        .load(tensors))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be what a detector of these settings saved: tensor=drift/a/unit");
    }
}
