package dev.evenkeel.connectors.snapshot;

import dev.evenkeel.connectors.kafka.SnapshotEntry;
import dev.evenkeel.connectors.kafka.SnapshotTopic;
import dev.evenkeel.model.snapshot.ModelSnapshot;
import dev.evenkeel.model.snapshot.SnapshotDelta;
import java.io.IOException;

/**
 * Snapshots of a topic as models, whether they were published complete or as deltas.
 *
 * @param topic holds them
 */
public record PublishedSnapshots(SnapshotTopic topic) {
    /**
     * The complete snapshot.
     *
     * @throws IOException when it, or its base, is not there, damaged, another than its record says, or not finite
     */
    public ModelSnapshot read(SnapshotEntry entry) throws IOException {
        byte[] bytes = topic.fetch(entry);
        if (!entry.delta()) {
            return SnapshotChecks.require(entry, ModelSnapshot.decode(bytes));
        }
        return SnapshotChecks.require(entry, SnapshotDelta.decode(bytes).applyTo(read(base(entry))));
    }

    /**
     * The bytes of the complete snapshot as a safetensors file: those that were published, or those a delta makes of its base.
     *
     * @throws IOException when it, or its base, is not there, damaged, another than its record says, or not finite
     */
    public byte[] file(SnapshotEntry entry) throws IOException {
        if (entry.delta()) {
            return read(entry).encode();
        }
        byte[] bytes = topic.fetch(entry);
        SnapshotChecks.require(entry, ModelSnapshot.decode(bytes));
        return bytes;
    }

    private SnapshotEntry base(SnapshotEntry delta) throws IOException {
        long sequence = delta.base().orElseThrow();
        return topic.list().stream()
                .filter(e -> e.id().model().equals(delta.id().model()) && e.id().sequence() == sequence && !e.delta())
                .findFirst()
                .orElseThrow(() -> new IOException("base is not in the topic: snapshot="
                        + delta.id().key() + ", base=" + sequence + ", topic=" + topic.topic()));
    }
}
