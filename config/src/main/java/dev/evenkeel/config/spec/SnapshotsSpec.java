package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;
import java.util.Optional;

/**
 * Published models.
 *
 * @param topic receives them
 * @param every how often
 * @param store where files too large for a record go; empty means beside the checkpoints
 * @param retain how many are kept
 * @param delta which of them hold only what has changed
 * @param gate what must be beaten
 */
public record SnapshotsSpec(
        @Key(
                about = "The topic of the snapshots.",
                orElse = "${name}.snapshots",
                expected = Topics.EXPECTED,
                pattern = Topics.PATTERN)
        String topic,

        @Key(about = "How often a snapshot is published.", orElse = "10s")
        Cadence every,

        @Key(
                about = "The folder of snapshots too large for a record: a URI. null: snapshots beside the"
                        + " checkpoints.",
                orElse = "null",
                none = "null",
                example = "file:///var/lib/evenkeel/snapshots",
                expected = "a URI such as file:///var/lib/evenkeel/snapshots",
                pattern = CheckpointSpec.FOLDER)
        Optional<String> store,

        @Key(about = "How many snapshots are kept.", orElse = "10", min = "1", max = "1000000")
        int retain,

        @Key(about = "Snapshots that hold only what has changed.")
        DeltaSpec delta,

        @Key(about = "What a model must beat to be published.")
        GateSpec gate) {
    /** Checks the ranges. */
    public SnapshotsSpec {
        Shapes.check(SnapshotsSpec.class, topic, every, store, retain, delta, gate);
    }
}
