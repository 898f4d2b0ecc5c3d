package dev.evenkeel.model.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.data.Allocation;
import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.NamedTensors;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every drift detector keeps to. Inherit it, and name the detector; its settings must be fit for values in [0, 1]. */
abstract class DriftDetectorContract {
    /** Equal at each call, and fresh. */
    abstract DriftDetector detector();

    @Test
    void aFreshDetectorHasNothingToTell() {
        DriftDetector detector = detector();
        assertThat(detector.statistic()).isZero();
        assertThat(detector.rose()).isFalse();
        assertThat(detector.kept()).isEqualTo(1);
        assertThat(detector.width()).isZero();
        assertThat(detector.threshold()).isPositive();
    }

    @Test
    void aJumpUpRaisesAnAlarmThatRoseAndForgetsThePast() {
        DriftDetector detector = detector();
        List<Long> alarms = Streams.alarms(detector, Streams.abrupt(1, 5000, 0.1, 0.9), 5500);
        assertThat(alarms).isNotEmpty().allMatch(at -> at > 5000);
        assertThat(detector.rose()).isTrue();
        assertThat(detector.kept()).isStrictlyBetween(0.0, 1.0);
        assertThat(detector.width()).isLessThan(1000);
    }

    @Test
    void aJumpDownRaisesAnAlarmThatFell() {
        DriftDetector detector = detector();
        assertThat(Streams.alarms(detector, Streams.abrupt(1, 5000, 0.9, 0.1), 5500))
                .isNotEmpty()
                .allMatch(at -> at > 5000);
        assertThat(detector.rose()).isFalse();
    }

    @Test
    void theStatisticOfAnAlarmExceedsTheThreshold() {
        DriftDetector detector = detector();
        Streams.Source source = Streams.abrupt(2, 3000, 0.1, 0.9);
        for (long i = 1; i <= 4000; i++) {
            boolean alarm = detector.add(source.next(i));
            if (alarm) {
                assertThat(detector.statistic()).isGreaterThan(detector.threshold());
                return;
            }
            assertThat(detector.statistic()).isLessThanOrEqualTo(detector.threshold());
        }
        throw new AssertionError("no alarm");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 77, 2990, 3031, 4000})
    void aRestoredDetectorContinuesBitIdentically(long before) {
        DriftDetector detector = detector();
        Streams.Source source = Streams.abrupt(3, 3000, 0.3, 0.9);
        feed(detector, source, 1, before);
        NamedTensors saved = saved(detector);
        DriftDetector restored = detector();
        feed(restored, Streams.abrupt(4, 100, 0.2, 0.8), 1, 777);
        restored.load("drift", saved);
        assertContinuesAlike(detector, restored, source, before);
    }

    @Test
    void aCopyContinuesBitIdenticallyAndSharesNothing() {
        DriftDetector detector = detector();
        Streams.Source source = Streams.abrupt(3, 3000, 0.3, 0.9);
        feed(detector, source, 1, 2990);
        DriftDetector copy = detector.copy();
        NamedTensors before = saved(detector);
        feed(copy.copy(), Streams.abrupt(4, 100, 0.2, 0.8), 1, 777);
        Streams.assertSame(saved(detector), before);
        Streams.assertSame(saved(copy), before);
        assertContinuesAlike(detector, copy, source, 2990);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1.0001e140, -1e300})
    void aValueThatWouldPoisonTheStateIsRefusedAndChangesNothing(double value) {
        DriftDetector detector = detector();
        feed(detector, Streams.abrupt(5, 3000, 0.3, 0.9), 1, 500);
        NamedTensors before = saved(detector);
        assertThatThrownBy(() -> detector.add(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be finite and at most 1e140 in magnitude: value=" + value);
        Streams.assertSame(saved(detector), before);
    }

    @Test
    void theLargestValuesLeaveTheStateFinite() {
        DriftDetector detector = detector();
        for (int i = 0; i < 10_000; i++) {
            detector.add(i % 3 == 0 ? DriftDetector.LIMIT : -DriftDetector.LIMIT);
        }
        NamedTensors saved = saved(detector);
        detector().load("drift", saved);
        for (String name : saved.names()) {
            if (saved.get(name).type() == NamedTensors.Type.F64) {
                assertThat(DoubleStream.of(saved.doubles(name))).as(name).allMatch(Double::isFinite);
            }
        }
    }

    @Test
    void aStateThatCannotBeIsRefusedAndChangesNothing() {
        DriftDetector detector = detector();
        feed(detector, Streams.abrupt(5, 3000, 0.3, 0.9), 1, 500);
        NamedTensors before = saved(detector);
        for (String broken : before.names()) {
            if (broken.equals("drift/random")) { // any two longs are a stream
                continue;
            }
            NamedTensors state = new NamedTensors();
            for (String name : before.names()) {
                NamedTensors.Tensor tensor = before.get(name);
                state.put(name, name.equals(broken) ? negated(tensor) : tensor);
            }
            assertThatThrownBy(() -> detector.load("drift", state))
                    .as(broken)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("must be ");
            Streams.assertSame(saved(detector), before);
        }
    }

    @Test
    void addingAllocatesNothingOnceWarm() {
        DriftDetector detector = detector();
        Streams.Source source = Streams.abrupt(6, Long.MAX_VALUE, 0.3, 0.3);
        double[] values = new double[10_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = source.next(i);
        }
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long before = Allocation.bytes();
            for (double value : values) {
                detector.add(value);
            }
            least = Math.min(least, Allocation.bytes() - before);
        }
        assertThat(least).isLessThan(1000); // the measurement's own
    }

    private static NamedTensors.Tensor negated(NamedTensors.Tensor tensor) {
        if (tensor.type() == NamedTensors.Type.I64) {
            long[] values = ((long[]) tensor.data()).clone();
            values[values.length - 1] = -1;
            return new NamedTensors.Tensor(tensor.type(), tensor.shape(), values);
        }
        double[] values = ((double[]) tensor.data()).clone();
        values[values.length - 1] = Double.NaN;
        return new NamedTensors.Tensor(tensor.type(), tensor.shape(), values);
    }

    private static void feed(DriftDetector detector, Streams.Source source, long from, long to) {
        for (long i = from; i <= to; i++) {
            detector.add(source.next(i));
        }
    }

    private static NamedTensors saved(DriftDetector detector) {
        NamedTensors saved = new NamedTensors();
        detector.save("drift", saved);
        return saved;
    }

    private static void assertContinuesAlike(
            DriftDetector expected, DriftDetector actual, Streams.Source source, long before) {
        Streams.assertSame(saved(actual), saved(expected));
        int alarms = 0;
        for (long i = before + 1; i <= before + 4000; i++) {
            double value = source.next(i);
            boolean alarm = expected.add(value);
            assertThat(actual.add(value)).isEqualTo(alarm);
            assertThat(actual.statistic()).isEqualTo(expected.statistic());
            alarms += alarm ? 1 : 0;
        }
        assertThat(alarms).isGreaterThanOrEqualTo(before < 3000 ? 1 : 0); // the streams change at 3,000
        Streams.assertSame(saved(actual), saved(expected));
    }

    /** For subclasses: false alarms a 100,000 examples, on a mean of {@code probability}, over so many examples. */
    static double falseAlarms(DriftDetector detector, double probability, int examples) {
        RandomStream random = new RandomStream(99);
        int alarms = 0;
        for (int i = 0; i < examples; i++) {
            alarms += detector.add(random.nextFloat() < probability ? 1 : 0) ? 1 : 0;
        }
        return alarms * 1e5 / examples;
    }
}
