package dev.evenkeel.job.training;

import dev.evenkeel.connectors.kafka.SnapshotId;
import java.util.Objects;

/**
 * A snapshot as a file's bytes, on its way to the store and the topic.
 *
 * @param id which one
 * @param bytes the safetensors file; not copied, not to be changed
 * @param timeMs event time of the last example in it, milliseconds since 1970 UTC
 */
@SuppressWarnings("ArrayRecordComponent") // compared by what identifies it
public record EncodedSnapshot(SnapshotId id, byte[] bytes, long timeMs) {
    @Override
    public boolean equals(Object other) {
        return other instanceof EncodedSnapshot that && id.equals(that.id) && timeMs == that.timeMs;
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, timeMs);
    }
}
