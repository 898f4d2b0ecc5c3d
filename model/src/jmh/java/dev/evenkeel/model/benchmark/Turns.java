package dev.evenkeel.model.benchmark;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Two things done in turns in one process, so that what slows the machine for a while slows both. Which of them goes first changes from turn
 * to turn, since the first one finds the data out of the cache.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Turns {
    private long turns;
    private long bareNanos;
    private long dearNanos;

    /** Counts anew. */
    @Setup(Level.Iteration)
    public void begin() {
        turns = 0;
        bareNanos = 0;
        dearNanos = 0;
    }

    void take(Runnable bare, Runnable dear) {
        if (turns++ % 2 == 0) {
            bareNanos += nanos(bare);
            dearNanos += nanos(dear);
        } else {
            dearNanos += nanos(dear);
            bareNanos += nanos(bare);
        }
    }

    private static long nanos(Runnable action) {
        long start = System.nanoTime();
        action.run();
        return System.nanoTime() - start;
    }

    /** Time that the bare one took. */
    public long bareNanos() {
        return bareNanos;
    }

    /** Time that the dear one took. */
    public long dearNanos() {
        return dearNanos;
    }
}
