package dev.evenkeel.connectors.snapshot;

import dev.evenkeel.connectors.kafka.SnapshotEntry;
import dev.evenkeel.connectors.kafka.SnapshotId;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.snapshot.ModelSnapshot;
import java.io.IOException;

/** What a snapshot must be before anybody gets it, whoever wrote the record. */
final class SnapshotChecks {
    private SnapshotChecks() {}

    /**
     * That a snapshot is the one its record announces, and that its weights are finite.
     *
     * @return the snapshot
     * @throws IOException when it is not
     */
    static ModelSnapshot require(SnapshotEntry entry, ModelSnapshot snapshot) throws IOException {
        requireAnnounced(entry.id(), snapshot);
        requireFinite(snapshot.tensors());
        return snapshot;
    }

    private static void requireAnnounced(SnapshotId id, ModelSnapshot snapshot) throws IOException {
        if (snapshot.sequence() != id.sequence()
                || snapshot.version() != id.version()
                || !snapshot.sha256().equals(id.tensorsSha256())) {
            throw new IOException("another snapshot than its record says: sequence=" + snapshot.sequence()
                    + ", version=" + snapshot.version() + ", sha256=" + snapshot.sha256() + ", expected=" + id);
        }
    }

    private static void requireFinite(NamedTensors tensors) throws IOException {
        for (String name : tensors.names()) {
            if (name.startsWith("weights/") && tensors.get(name).data() instanceof float[] weights) {
                for (float weight : weights) {
                    if (!Float.isFinite(weight)) {
                        throw new IOException("must be finite: tensor=" + name + ", weight=" + weight);
                    }
                }
            }
        }
    }
}
