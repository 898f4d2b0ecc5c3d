package dev.evenkeel.connectors.snapshot;

import dev.evenkeel.connectors.kafka.KafkaAccess;
import dev.evenkeel.connectors.kafka.SnapshotContent;
import dev.evenkeel.connectors.kafka.SnapshotStore;
import dev.evenkeel.connectors.kafka.SnapshotTopic;
import dev.evenkeel.model.learner.LearnerSpec;
import java.time.Duration;
import java.util.Objects;

/**
 * What a {@link SnapshotReader} follows, and how.
 *
 * @param topic holds the snapshots
 * @param model the model's name: the pipeline's
 * @param spec what the model was made from
 * @param copies of the learner: so many threads predict at the same time, each at the cost of the model's memory
 * @param mostBytes of a snapshot; a larger one is refused before memory is taken for it
 * @param listener hears what is served and what is refused
 */
public record ReaderSettings(
        SnapshotTopic topic, String model, LearnerSpec spec, int copies, long mostBytes, ReaderListener listener) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Refuses null, no copies, and no bytes. */
    public ReaderSettings {
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(listener, "listener");
        if (copies < 1 || mostBytes < 1) {
            throw new IllegalArgumentException("must be >= 1: copies=" + copies + ", mostBytes=" + mostBytes);
        }
    }

    /**
     * One copy, snapshots of up to a third of the memory that Java may take, since one and its learner are in memory beside the
     * learner before; what happens goes to the log.
     */
    public static ReaderSettings of(KafkaAccess access, String topic, String model, LearnerSpec spec) {
        long most = Math.min(SnapshotContent.MOST_BYTES, Runtime.getRuntime().maxMemory() / 3);
        return new ReaderSettings(
                new SnapshotTopic(access, topic, PATIENCE), model, spec, 1, most, new LoggingListener(model));
    }

    /** The same for so many threads that predict at the same time. */
    public ReaderSettings withCopies(int many) {
        return new ReaderSettings(topic, model, spec, many, mostBytes, listener);
    }

    /** The same with another limit to a snapshot's size. */
    public ReaderSettings withMostBytes(long bytes) {
        return new ReaderSettings(topic, model, spec, copies, bytes, listener);
    }

    /** The same with files of snapshots that are not at {@code file:} addresses, opened by {@code store}. */
    public ReaderSettings withStore(SnapshotStore store) {
        return new ReaderSettings(
                new SnapshotTopic(topic.access(), topic.topic(), topic.timeout(), store),
                model,
                spec,
                copies,
                mostBytes,
                listener);
    }

    /** The same with another listener, in the log's place. */
    public ReaderSettings withListener(ReaderListener other) {
        return new ReaderSettings(topic, model, spec, copies, mostBytes, other);
    }
}
