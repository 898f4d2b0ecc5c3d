package dev.evenkeel.job.training;

import dev.evenkeel.job.window.LaneBatch;

/** How long first rows of windows have waited since the report before; NaN where none came. Not thread-safe. */
final class WindowWaits {
    private double sumMs;
    private long windows;
    private double greatestMs = Double.NaN;

    /** Takes in what {@link LaneBatch#waitedMs} says. */
    void add(long waitedMs) {
        if (waitedMs != LaneBatch.UNKNOWN) {
            sumMs += waitedMs;
            windows++;
            greatestMs = greatestMs >= waitedMs ? greatestMs : waitedMs;
        }
    }

    double meanMs() {
        return windows == 0 ? Double.NaN : sumMs / windows;
    }

    double greatestMs() {
        return greatestMs;
    }

    void clear() {
        sumMs = 0;
        windows = 0;
        greatestMs = Double.NaN;
    }
}
