package dev.evenkeel.dashboard.feed;

import dev.evenkeel.connectors.kafka.ControlRecord;
import dev.evenkeel.connectors.kafka.RecordPublisher;
import dev.evenkeel.connectors.kafka.SnapshotEntry;
import dev.evenkeel.connectors.kafka.SnapshotTopic;
import dev.evenkeel.connectors.kafka.TopicReader;
import dev.evenkeel.connectors.snapshot.PublishedSnapshots;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.snapshot.ModelSnapshot;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The snapshots of a pipeline: lists, compares and hands them out, and orders a job back to one. One question at a time, since each
 * reads the topic. Thread-safe.
 */
public final class SnapshotDesk {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long FRESH_NS = Duration.ofSeconds(2).toNanos();

    private final Feed feed;
    private final SnapshotTopic topic;
    private List<SnapshotEntry> listed;
    private long listedAtNs;

    /** The snapshots of the feed's pipeline. */
    public SnapshotDesk(Feed feed) {
        this.feed = feed;
        topic = new SnapshotTopic(feed.access(), feed.snapshots(), PATIENCE);
    }

    /**
     * What there is of a model, newest first, at most two seconds old.
     *
     * @throws IOException when the topic cannot be read
     */
    public synchronized List<SnapshotEntry> list(String model) throws IOException {
        if (listed == null || System.nanoTime() - listedAtNs > FRESH_NS) {
            listed = topic.list();
            listedAtNs = System.nanoTime();
        }
        return listed.stream()
                .filter(entry -> entry.id().model().equals(model))
                .sorted(Comparator.comparingLong(
                                (SnapshotEntry entry) -> entry.id().sequence())
                        .reversed())
                .toList();
    }

    /**
     * One of them.
     *
     * @throws NoSuchElementException when there is none of that number
     * @throws IOException when the topic cannot be read
     */
    public SnapshotEntry find(String model, long sequence) throws IOException {
        return list(model).stream()
                .filter(entry -> entry.id().sequence() == sequence)
                .findFirst()
                .orElseThrow(() ->
                        new NoSuchElementException("no such snapshot: model=" + model + ", sequence=" + sequence));
    }

    /**
     * Its bytes as a complete snapshot, checked.
     *
     * @throws IOException when they are not there, or do not match
     */
    public synchronized byte[] fetch(SnapshotEntry entry) throws IOException {
        return new PublishedSnapshots(topic).file(entry);
    }

    /**
     * How the tensors of two snapshots differ, by name.
     *
     * @throws NoSuchElementException when there is no snapshot of such a number
     * @throws IOException when they cannot be read
     */
    public List<TensorChange> compare(String model, long before, long after) throws IOException {
        NamedTensors a = ModelSnapshot.decode(fetch(find(model, before))).tensors();
        NamedTensors b = ModelSnapshot.decode(fetch(find(model, after))).tensors();
        Set<String> names = new TreeSet<>(a.names());
        names.addAll(b.names());
        List<TensorChange> changes = new ArrayList<>();
        for (String name : names) {
            changes.add(TensorChange.of(
                    name, a.contains(name) ? a.get(name) : null, b.contains(name) ? b.get(name) : null));
        }
        return changes;
    }

    /**
     * Orders the job back to a snapshot, after looking whether that can be read. What comes of it is an event in the metrics topic.
     *
     * @return the order's id, which that event repeats
     * @throws NoSuchElementException when there is no snapshot of that number
     * @throws IOException when it is damaged, there is no control topic, or the brokers fail
     */
    public String rollback(String model, long sequence) throws IOException {
        ModelSnapshot.decode(fetch(find(model, sequence)));
        // to a topic that a broker would make up on the spot an order reaches nobody
        TopicReader.fromEnd(feed.access(), feed.control(), PATIENCE).close();
        ControlRecord order = new ControlRecord(
                ControlRecord.Action.ROLLBACK,
                UUID.randomUUID().toString().substring(0, 8),
                OptionalLong.empty(),
                OptionalLong.of(sequence),
                Optional.of("from the stability page"));
        try (RecordPublisher publisher = RecordPublisher.open(feed.access(), feed.control())) {
            publisher.publish(order.toRecord(model, System.currentTimeMillis()));
        }
        return order.id();
    }
}
