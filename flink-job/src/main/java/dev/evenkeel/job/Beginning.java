package dev.evenkeel.job;

import java.util.List;
import java.util.Map;

/**
 * A published snapshot that a job without state continues.
 *
 * @param sequence of the snapshot
 * @param offsets the first row to read of each partition
 * @param kept each sequence that stays in the topic, followed by its base's
 */
public record Beginning(long sequence, Map<Integer, Long> offsets, List<Long> kept) {
    /** Copies. */
    public Beginning {
        offsets = Map.copyOf(offsets);
        kept = List.copyOf(kept);
    }
}
