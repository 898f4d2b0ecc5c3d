package dev.evenkeel.job.rejects;

/**
 * Admits so many a second: as a bucket that holds a second's worth, full at first, and fills evenly. Not thread-safe.
 */
final class RateLimit {
    private static final double NANOS = 1e9;

    private final int perSecond;
    private double left;
    private long lastNs;

    /** A limit; 0 admits all. {@code nowNs} as of {@link System#nanoTime}. */
    RateLimit(int perSecond, long nowNs) {
        this.perSecond = perSecond;
        left = perSecond;
        lastNs = nowNs;
    }

    /** Whether one more may pass now. */
    boolean admits(long nowNs) {
        if (perSecond == 0) {
            return true;
        }
        left = Math.min(perSecond, left + (nowNs - lastNs) / NANOS * perSecond);
        lastNs = nowNs;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
