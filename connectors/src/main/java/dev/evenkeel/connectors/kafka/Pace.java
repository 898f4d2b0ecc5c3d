package dev.evenkeel.connectors.kafka;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Holds a rate on an absolute schedule: event n is due n / rate after the first, so that a slow stretch is made up for and the
 * rate is right in the long run. Not thread-safe.
 */
final class Pace {
    private static final double NANOS = 1e9;

    private final double perSecond;
    private final LongSupplier nanoTime;
    private final LongConsumer parkNanos;
    private long started;
    private long events;

    /** A pace of {@code perSecond} events a second; 0 holds nothing back. */
    Pace(double perSecond) {
        this(perSecond, System::nanoTime, LockSupport::parkNanos);
    }

    Pace(double perSecond, LongSupplier nanoTime, LongConsumer parkNanos) {
        if (!(perSecond >= 0) || Double.isInfinite(perSecond)) {
            throw new IllegalArgumentException("must be >= 0: rate=" + perSecond);
        }
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
        this.parkNanos = parkNanos;
    }

    /** Waits until the next event is due; returns early when the thread is interrupted. */
    void await() {
        if (perSecond == 0) {
            return;
        }
        if (events == 0) {
            started = nanoTime.getAsLong();
        }
        long due = Math.round(events++ / perSecond * NANOS);
        long left = due - (nanoTime.getAsLong() - started);
        while (left > 0 && !Thread.currentThread().isInterrupted()) {
            parkNanos.accept(left);
            left = due - (nanoTime.getAsLong() - started);
        }
    }
}
