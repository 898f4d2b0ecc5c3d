package dev.evenkeel.model.learner;

import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.parameter.NamedTensors;
import java.util.Map;
import java.util.TreeMap;

/** For each partition of the stream, the offset after the last row tried. Not thread-safe. */
final class NextOffsets {
    private static final String PARTITIONS = "lane/partitions";
    private static final String OFFSETS = "lane/offsets";

    private final TreeMap<Integer, Long> offsets = new TreeMap<>();

    /** A live view. */
    Map<Integer, Long> byPartition() {
        return offsets;
    }

    /** Goes on from there. */
    void begin(Map<Integer, Long> from) {
        offsets.putAll(from);
    }

    /**
     * Rows {@code [from, to)} have been tried. One look-up a run of rows of one partition: rows come in runs, and boxed offsets cost more
     * than the comparison.
     *
     * @return the latest of their event times
     */
    long advance(MiniBatch batch, int from, int to) {
        int[] partitions = batch.partitions();
        long latestMs = Long.MIN_VALUE;
        for (int r = from; r < to; ) {
            int partition = partitions[r];
            long next = Long.MIN_VALUE;
            for (; r < to && partitions[r] == partition; r++) {
                next = Math.max(next, batch.offsets()[r] + 1);
                latestMs = Math.max(latestMs, batch.timesMs()[r]);
            }
            offsets.merge(partition, next, Math::max);
        }
        return latestMs;
    }

    void save(NamedTensors into) {
        long[] partitions =
                offsets.keySet().stream().mapToLong(Integer::longValue).toArray();
        long[] next = offsets.values().stream().mapToLong(Long::longValue).toArray();
        into.put(PARTITIONS, partitions, partitions.length);
        into.put(OFFSETS, next, next.length);
    }

    void load(NamedTensors from) {
        long[] partitions = from.longs(PARTITIONS);
        long[] next = from.longs(OFFSETS, partitions.length);
        for (int i = 0; i < partitions.length; i++) {
            offsets.put((int) partitions[i], next[i]);
        }
    }
}
