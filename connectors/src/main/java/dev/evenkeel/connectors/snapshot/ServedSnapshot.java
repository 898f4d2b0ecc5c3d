package dev.evenkeel.connectors.snapshot;

import java.util.Map;

/**
 * Which snapshot predictions come from.
 *
 * @param sequence its consecutive publish number
 * @param version the learner's count of attempted steps
 * @param sha256 of its tensors
 * @param metadata where it came from, see {@link dev.evenkeel.model.snapshot.ModelSnapshot}
 */
public record ServedSnapshot(long sequence, long version, String sha256, Map<String, String> metadata) {
    /** Copies the metadata. */
    public ServedSnapshot {
        metadata = Map.copyOf(metadata);
    }
}
