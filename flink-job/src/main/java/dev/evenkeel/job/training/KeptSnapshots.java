package dev.evenkeel.job.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The snapshots that are in the topic, each with its base: the newest so many, and the bases they need. Not thread-safe. */
final class KeptSnapshots {
    private final int retain;
    private final TreeMap<Long, Long> bases = new TreeMap<>();

    KeptSnapshots(int retain) {
        this.retain = retain;
    }

    /** Takes what {@link #toArray} gave. */
    void restore(long[] saved) {
        for (int i = 0; i < saved.length; i += 2) {
            bases.put(saved[i], saved[i + 1]);
        }
    }

    /** Each sequence, followed by its base's. */
    long[] toArray() {
        return bases.entrySet().stream()
                .flatMap(e -> List.of(e.getKey(), e.getValue()).stream())
                .mapToLong(Long::longValue)
                .toArray();
    }

    /**
     * Adds a snapshot that is published, its own base when complete.
     *
     * @return those that fall out
     */
    List<Long> add(long sequence, long base) {
        if (bases.isEmpty()) { // what a version that kept no books has left
            for (long earlier = Math.max(1, sequence - retain); earlier < sequence; earlier++) {
                bases.put(earlier, earlier);
            }
        }
        bases.put(sequence, base);
        Set<Long> needed = new TreeSet<>(bases.tailMap(sequence - retain, false).values());
        List<Long> out = new ArrayList<>();
        for (Map.Entry<Long, Long> old : bases.headMap(sequence - retain, true).entrySet()) {
            if (!needed.contains(old.getKey())) {
                out.add(old.getKey());
            }
        }
        out.forEach(bases::remove);
        return out;
    }

    /** The sequences in the topic. */
    NavigableSet<Long> sequences() {
        return new TreeSet<>(bases.keySet());
    }
}
