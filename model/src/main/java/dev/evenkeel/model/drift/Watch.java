package dev.evenkeel.model.drift;

import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.NamedTensors;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One signal and its detector, which sees the signal's values as they are or in units of its deviation. Not thread-safe. */
final class Watch {
    private static final String ALARMS = "/alarms";
    private static final String SETTINGS = "/settings";

    final String signal;
    /** Of the batch's numbers; -1 for the loss. */
    final int column;

    private final DriftDetector detector;
    /** The detector's settings, by which a saved state is known. */
    private final byte[] settings;
    /** Null where values stay as they are. */
    private final Yardstick yardstick;

    private long alarms;

    /** A watch that has seen nothing. */
    Watch(String signal, int column, DetectorSettings settings, RandomStream random) {
        this(
                signal,
                column,
                settings.create(random),
                settings.toString().getBytes(StandardCharsets.UTF_8),
                column >= 0 && settings.inUnitsOfTheValues() ? new Yardstick() : null);
    }

    private Watch(String signal, int column, DriftDetector detector, byte[] settings, Yardstick yardstick) {
        this.signal = signal;
        this.column = column;
        this.detector = detector;
        this.settings = settings;
        this.yardstick = yardstick;
    }

    /** Whether the value raises an alarm; one that no detector takes says nothing. */
    boolean add(double value) {
        if (!(Math.abs(value) <= DriftDetector.LIMIT)) {
            return false;
        }
        double measured = value;
        if (yardstick != null) {
            if (yardstick.learns()) {
                yardstick.add(value);
                return false;
            }
            measured = yardstick.measure(value);
        }
        boolean alarm = detector.add(measured);
        alarms += alarm ? 1 : 0;
        return alarm;
    }

    DriftAlarm alarm(long example, long timeMs) {
        return new DriftAlarm(
                detector.name(),
                signal,
                detector.statistic(),
                detector.threshold(),
                detector.rose(),
                detector.kept(),
                example,
                timeMs);
    }

    long alarms() {
        return alarms;
    }

    Watch copy() {
        Watch copy = new Watch(signal, column, detector.copy(), settings, yardstick == null ? null : yardstick.copy());
        copy.alarms = alarms;
        return copy;
    }

    void save(String prefix, NamedTensors into) {
        into.put(prefix + SETTINGS, settings, settings.length);
        into.put(prefix + ALARMS, new long[] {alarms}, 1);
        detector.save(prefix, into);
        if (yardstick != null) {
            yardstick.save(prefix, into);
        }
    }

    /** Whether this signal was watched by a detector of these settings when the state was saved. */
    boolean saved(String prefix, NamedTensors from) {
        return from.contains(prefix + SETTINGS) && Arrays.equals(from.bytes(prefix + SETTINGS), settings);
    }

    void load(String prefix, NamedTensors from) {
        long saved = from.longs(prefix + ALARMS, 1)[0];
        Checks.saved(saved >= 0, prefix + ALARMS);
        detector.load(prefix, from);
        if (yardstick != null) {
            yardstick.load(prefix, from);
        }
        alarms = saved;
    }
}
