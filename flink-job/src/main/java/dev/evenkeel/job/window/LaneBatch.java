package dev.evenkeel.job.window;

import dev.evenkeel.model.data.MiniBatch;

/**
 * A mini-batch on its way to the trainer of its lane.
 *
 * @param lane the lane's key, &gt;= 0
 * @param batch the rows
 * @param waitedMs how long its first row has waited for the window to close, in milliseconds, or {@link #UNKNOWN}
 */
public record LaneBatch(int lane, MiniBatch batch, long waitedMs) {
    /** No row has waited in a window, or nobody knows how long. */
    public static final long UNKNOWN = -1;

    /** A batch that has come around the windows. */
    public LaneBatch(int lane, MiniBatch batch) {
        this(lane, batch, UNKNOWN);
    }
}
