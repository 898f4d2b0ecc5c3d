package dev.evenkeel.model.stability;

import java.util.Objects;

/**
 * When training goes back to a good state, and how many of them it keeps.
 *
 * @param keep good states, in [1, 100]
 * @param maxBytes of all of them; fewer are kept where it would be more, &gt;= 0
 * @param band how many deviations above its running mean a block's loss may be, &gt; 0
 * @param retries times that learning is tried again from a good state before the stream counts as a new one, in [0, 16]
 * @param onHalt what becomes of rows that come after a halt
 */
public record RollbackSettings(int keep, long maxBytes, double band, int retries, OnHalt onHalt) {
    /** What becomes of rows that come after a halt. */
    public enum OnHalt {
        /** They wait, unread where the source can hold them back. */
        PAUSE,
        /** They are predicted, and refused. */
        CONSUME
    }

    /** What is used when nothing is said. */
    public static final RollbackSettings DEFAULT = new RollbackSettings(5, 256L << 20, 5, 3, OnHalt.PAUSE);

    /** Checks the ranges. */
    public RollbackSettings {
        Objects.requireNonNull(onHalt, "onHalt");
        if (keep < 1 || keep > 100) {
            throw new IllegalArgumentException("must be in [1, 100]: keep=" + keep);
        }
        if (maxBytes < 0) {
            throw new IllegalArgumentException("must be >= 0: max-bytes=" + maxBytes);
        }
        if (!(band > 0) || Double.isInfinite(band)) {
            throw new IllegalArgumentException("must be > 0 and finite: band=" + band);
        }
        if (retries < 0 || retries > 16) {
            throw new IllegalArgumentException("must be in [0, 16]: retries=" + retries);
        }
    }
}
