package dev.evenkeel.job.training;

import dev.evenkeel.model.snapshot.ModelSnapshot;
import dev.evenkeel.model.snapshot.SnapshotDelta;
import java.io.IOException;
import java.util.Optional;

/**
 * Decides which snapshots are published as deltas: all of a series but its first, which is their base. A series ends after so many,
 * when a delta would be more than half as large as what it stands for, and with the job. Not thread-safe.
 */
final class DeltaSeries {
    private final int length;
    private ModelSnapshot base;
    private int published;

    /** Series of so many snapshots; all are complete when it is 0. */
    DeltaSeries(int length) {
        this.length = length;
    }

    /** What to publish in the place of a complete snapshot; empty when that is to be published, and the base of those after it. */
    Optional<SnapshotDelta> next(byte[] complete) throws IOException {
        if (length == 0) {
            return Optional.empty();
        }
        ModelSnapshot snapshot = ModelSnapshot.decode(complete);
        if (base != null && published < length) {
            Optional<SnapshotDelta> delta = SnapshotDelta.between(base, snapshot)
                    .filter(d -> d.tensors().bytes() <= snapshot.tensors().bytes() / 2);
            if (delta.isPresent()) {
                published++;
                return delta;
            }
        }
        base = snapshot;
        published = 1;
        return Optional.empty();
    }

    /** The sequence of the present base. */
    long base() {
        return base.sequence();
    }
}
