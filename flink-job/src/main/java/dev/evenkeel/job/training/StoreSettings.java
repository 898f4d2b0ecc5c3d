package dev.evenkeel.job.training;

import dev.evenkeel.config.PipelineSpec;
import java.io.Serializable;
import java.net.URI;

/**
 * Where snapshots go, and how many of them.
 *
 * @param store the folder of those too large for a record: a URI of a file system of Flink's
 * @param retain how many are kept
 * @param fullEvery the publications from one complete snapshot to the next, or 0 when all are complete
 */
public record StoreSettings(String store, int retain, int fullEvery) implements Serializable {
    /** What a pipeline says. */
    public static StoreSettings of(PipelineSpec spec) {
        return new StoreSettings(
                spec.snapshotStore(),
                spec.snapshots().retain(),
                spec.snapshots().delta().fullEvery().orElse(0));
    }

    /** The folder of a model's files; another's are never touched. */
    public URI folder(String model) {
        return URI.create((store.endsWith("/") ? store : store + "/") + model);
    }
}
