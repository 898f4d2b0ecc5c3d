package dev.evenkeel.job.start;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.config.spec.Start;
import dev.evenkeel.config.spec.TopologySpec;
import dev.evenkeel.config.spec.WindowSpec;
import dev.evenkeel.connectors.flink.SnapshotFile;
import dev.evenkeel.connectors.kafka.KafkaSetupException;
import dev.evenkeel.connectors.kafka.RecordPublisher;
import dev.evenkeel.connectors.kafka.SnapshotEntry;
import dev.evenkeel.connectors.kafka.SnapshotRecords;
import dev.evenkeel.connectors.kafka.SnapshotTopic;
import dev.evenkeel.connectors.kafka.TopicAdmin;
import dev.evenkeel.connectors.snapshot.PublishedSnapshots;
import dev.evenkeel.job.Beginning;
import dev.evenkeel.job.settings.PipelineText;
import dev.evenkeel.job.settings.RestorePoints;
import dev.evenkeel.job.training.StoreSettings;
import dev.evenkeel.model.learner.TrainingLane;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Begins with a published snapshot and the topic of examples alone: the model as it was published, and of each partition the first
 * row that it has not learned from.
 *
 * <p>Checks everything before it changes anything. What was published after the snapshot goes, and older checkpoints are set aside:
 * the rows since are learned again, and published under the same sequences.
 */
final class SnapshotStart {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final PipelineSpec spec;
    private final SnapshotTopic topic;

    SnapshotStart(PipelineSpec spec) {
        this.spec = spec;
        topic = new SnapshotTopic(Surroundings.access(spec), spec.snapshots().topic(), PATIENCE, SnapshotFile::open);
    }

    /**
     * Finds and checks the snapshot, and sets aside what came after it.
     *
     * @throws StartException when it cannot be continued
     * @throws IOException when storage or brokers fail
     */
    Beginning begin(StartFrom.Snapshot from) throws IOException {
        requireOrder();
        List<SnapshotEntry> entries = topic.list().stream()
                .filter(entry -> entry.id().model().equals(spec.name()))
                .toList();
        SnapshotEntry entry = find(entries, from);
        Beginning beginning =
                new Beginning(entry.id().sequence(), offsets(lane(entry).nextOffsets()), kept(entries, entry));
        RestorePoints.setAside(spec);
        forgetAfter(entry, entries);
        return beginning;
    }

    /** Offsets say which rows are learned only where rows are learned in the order of their offsets, by one model. */
    private void requireOrder() throws StartException {
        if (!(spec.topology() instanceof TopologySpec.Single)) {
            throw refused(
                    "needs topology.type=single: a snapshot holds one lane's model, and the offsets that lane has come to say"
                            + " nothing of the others'");
        }
        if (spec.window() instanceof WindowSpec.EventTime) {
            throw refused(
                    "needs windows of rows as they come: window.type=event-time, expected=count or processing-time. Rows"
                            + " are learned in the order of their times, so that no offset parts those that are learned from the"
                            + " others");
        }
    }

    private SnapshotEntry find(List<SnapshotEntry> entries, StartFrom.Snapshot from) throws StartException {
        if (entries.isEmpty()) {
            throw refused("nothing is published: snapshots.topic=" + topic.topic() + ", model=" + spec.name());
        }
        if (from.sequence().isEmpty()) {
            return entries.get(entries.size() - 1);
        }
        long sequence = from.sequence().getAsLong();
        return entries.stream()
                .filter(entry -> entry.id().sequence() == sequence)
                .findFirst()
                .orElseThrow(() -> refused("no such snapshot: sequence=" + sequence + ", expected="
                        + entries.stream().map(entry -> entry.id().sequence()).toList()));
    }

    /** Tries here what the trainer will do, so that a mistake is told before anything has changed. */
    private TrainingLane lane(SnapshotEntry entry) throws IOException {
        try {
            return new PipelineText(spec).laneCodec().resume(new PublishedSnapshots(topic).read(entry), entry.timeMs());
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw refused("snapshot " + entry.id().sequence() + ": " + e.getMessage());
        }
    }

    /** The first row to read of every partition; one from which nothing was learned yet begins where a fresh run would. */
    private Map<Integer, Long> offsets(Map<Integer, Long> next) throws IOException {
        try (TopicAdmin admin = TopicAdmin.connect(Surroundings.access(spec), PATIENCE)) {
            Map<Integer, Long> oldest = admin.beginningOffsets(spec.examples().topic());
            Map<Integer, Long> ends = admin.endOffsets(spec.examples().topic());
            Map<Integer, Long> offsets = new HashMap<>();
            for (Map.Entry<Integer, Long> end : new TreeMap<>(ends).entrySet()) {
                int partition = end.getKey();
                if (!next.containsKey(partition)) {
                    offsets.put(partition, untouched(admin, partition, oldest.get(partition), end.getValue()));
                    continue;
                }
                long offset = next.get(partition);
                requireThere(partition, offset, oldest.get(partition), end.getValue());
                offsets.put(partition, offset);
            }
            return offsets;
        }
    }

    private void requireThere(int partition, long offset, long oldest, long end) throws StartException {
        String place = "topic=" + spec.examples().topic() + ", partition=" + partition + ", next=" + offset;
        if (offset < oldest) {
            throw refused("rows that were not learned are no longer in the topic: " + place + ", oldest=" + oldest);
        }
        if (offset > end) {
            throw refused("rows that were learned are not in the topic, is it another? " + place + ", end=" + end);
        }
    }

    private long untouched(TopicAdmin admin, int partition, long oldest, long end) throws IOException {
        if (spec.examples().start() instanceof Start.Timestamp at) {
            return admin.offsetsAt(spec.examples().topic(), at.timestamp().toEpochMilli())
                    .getOrDefault(partition, end);
        }
        if (spec.examples().start() instanceof Start.Latest && oldest != end) {
            throw refused(
                    "the snapshot has learned nothing from a partition that has rows, and does not say from which on:"
                            + " examples.start=latest, partition=" + partition + ", rows=" + (end - oldest)
                            + ". Name examples.start=earliest, or a timestamp");
        }
        return oldest;
    }

    private static List<Long> kept(List<SnapshotEntry> entries, SnapshotEntry last) {
        List<Long> kept = new ArrayList<>();
        for (SnapshotEntry entry : entries) {
            long sequence = entry.id().sequence();
            if (sequence <= last.id().sequence()) {
                kept.add(sequence);
                kept.add(entry.base().orElse(sequence));
            }
        }
        return kept;
    }

    /** Those who serve the model take whatever comes next, though its version may be less. */
    private void forgetAfter(SnapshotEntry last, List<SnapshotEntry> entries) throws KafkaSetupException, IOException {
        long now = System.currentTimeMillis();
        long sequence = last.id().sequence();
        SnapshotFile.deleteIf(StoreSettings.of(spec).folder(spec.name()), stored -> stored > sequence);
        if (entries.get(entries.size() - 1).id().sequence() == sequence) {
            return;
        }
        try (RecordPublisher publisher = RecordPublisher.open(Surroundings.access(spec), topic.topic())) {
            for (SnapshotEntry entry : entries) {
                if (entry.id().sequence() > sequence) {
                    publisher.publish(
                            SnapshotRecords.tombstone(spec.name(), entry.id().sequence(), now));
                }
            }
            publisher.publish(SnapshotRecords.latestTombstone(spec.name(), now));
        }
    }

    private static StartException refused(String why) {
        return new StartException(List.of("--from-snapshot: " + why), true);
    }
}
