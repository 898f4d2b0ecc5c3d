package dev.evenkeel.cli.topic;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.flink.SnapshotFile;
import dev.evenkeel.connectors.kafka.SnapshotEntry;
import dev.evenkeel.connectors.kafka.SnapshotTopic;
import dev.evenkeel.connectors.snapshot.PublishedSnapshots;
import dev.evenkeel.job.start.Surroundings;
import dev.evenkeel.model.snapshot.ModelSnapshot;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The snapshots that a pipeline has published.
 *
 * @param spec the pipeline
 */
public record SnapshotShelf(PipelineSpec spec) {
    /** Stands for the snapshot of the highest sequence. */
    public static final String LATEST = "latest";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * All of them by sequence.
     *
     * @throws IOException when the topic cannot be read, or holds something else
     */
    public List<SnapshotEntry> list() throws IOException {
        return topic().list().stream()
                .filter(entry -> entry.id().model().equals(spec.name()))
                .toList();
    }

    /**
     * One of them.
     *
     * @param which a sequence, or {@link #LATEST}
     * @throws IOException when the topic cannot be read, or holds something else
     * @throws IllegalArgumentException when there is none like that; names those there are
     */
    public SnapshotEntry find(String which) throws IOException {
        List<SnapshotEntry> all = list();
        return all.stream()
                .filter(entry -> which.equals(LATEST)
                        || Long.toString(entry.id().sequence()).equals(which))
                .reduce((a, b) -> b)
                .orElseThrow(() -> new IllegalArgumentException("no such snapshot: snapshot=" + which + ", topic="
                        + spec.snapshots().topic() + ", expected="
                        + (all.isEmpty() ? "a pipeline that has published one" : sequences(all) + " | latest")));
    }

    private static String sequences(List<SnapshotEntry> entries) {
        return entries.stream()
                .map(entry -> Long.toString(entry.id().sequence()))
                .collect(Collectors.joining(" | "));
    }

    /**
     * A complete snapshot as a safetensors file, checked against its record; of a delta, what it makes of its base.
     *
     * @throws IOException when it, or its base, is not there, or does not match
     */
    public byte[] file(SnapshotEntry entry) throws IOException {
        return new PublishedSnapshots(topic()).file(entry);
    }

    /**
     * A complete snapshot, checked against its record.
     *
     * @throws IOException when it, or its base, is not there, or does not match
     */
    public ModelSnapshot read(SnapshotEntry entry) throws IOException {
        return new PublishedSnapshots(topic()).read(entry);
    }

    private SnapshotTopic topic() {
        return new SnapshotTopic(Surroundings.access(spec), spec.snapshots().topic(), PATIENCE, SnapshotFile::open);
    }
}
