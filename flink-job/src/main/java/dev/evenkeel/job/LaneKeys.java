package dev.evenkeel.job;

import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * The keys of lanes, chosen so that lanes spread evenly: lane i of L has a key in key group i·maxParallelism/L, so every
 * parallelism that divides L gets equally many, provided L divides the maximum parallelism.
 */
public final class LaneKeys {
    private LaneKeys() {}

    /**
     * The keys of {@code lanes} lanes.
     *
     * @param maxParallelism of the job, a multiple of {@code lanes}
     * @throws IllegalArgumentException when it is not
     */
    public static int[] of(int lanes, int maxParallelism) {
        if (lanes < 1 || maxParallelism % lanes != 0) {
            throw new IllegalArgumentException(
                    "must divide the maximum parallelism: lanes=" + lanes + ", max-parallelism=" + maxParallelism);
        }
        int[] keys = new int[lanes];
        for (int lane = 0; lane < lanes; lane++) {
            int wanted = (int) ((long) lane * maxParallelism / lanes);
            while (KeyGroupRangeAssignment.assignToKeyGroup(keys[lane], maxParallelism) != wanted) {
                keys[lane]++;
            }
        }
        return keys;
    }
}
