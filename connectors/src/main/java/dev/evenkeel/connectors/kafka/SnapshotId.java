package dev.evenkeel.connectors.kafka;

import java.util.Objects;

/**
 * Which snapshot.
 *
 * @param model the model's name
 * @param sequence its consecutive publish number, at least 0
 * @param version the learner's count of attempted steps
 * @param tensorsSha256 the hash of its tensors alone, in lower-case hex: equal models have equal hashes, whenever published
 */
public record SnapshotId(String model, long sequence, long version, String tensorsSha256) {
    /** Refuses null, and a model's name that would make two keys alike. */
    public SnapshotId {
        Objects.requireNonNull(tensorsSha256, "tensorsSha256");
        if (model.isEmpty() || model.indexOf('/') >= 0) {
            throw new IllegalArgumentException("must be a name without a slash: model=" + model);
        }
        if (sequence < 0) {
            throw new IllegalArgumentException("must be >= 0: sequence=" + sequence);
        }
    }

    /** How people name it: {@code <model>/<sequence>}, which is its key as well. */
    public String key() {
        return model + "/" + sequence;
    }

    /** The key of a model's newest snapshot: {@code <model>/latest}. */
    public static String latestKey(String model) {
        return model + "/latest";
    }
}
