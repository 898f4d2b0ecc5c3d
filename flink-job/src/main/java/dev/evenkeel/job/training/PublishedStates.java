package dev.evenkeel.job.training;

import dev.evenkeel.connectors.kafka.SnapshotEntry;
import dev.evenkeel.connectors.kafka.SnapshotTopic;
import dev.evenkeel.connectors.snapshot.PublishedSnapshots;
import dev.evenkeel.model.learner.LearnerSpec;
import dev.evenkeel.model.learner.TrainingLane;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.snapshot.LaneCodec;
import dev.evenkeel.model.snapshot.ModelSnapshot;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The states that a model has published, read back from its topic, or from the files its records claim, with hashes checked. */
final class PublishedStates {
    private final SnapshotTopic topic;
    private final String model;
    private final LearnerSpec spec;

    PublishedStates(SnapshotTopic topic, String model, LearnerSpec spec) {
        this.topic = topic;
        this.model = model;
        this.spec = spec;
    }

    /**
     * The state published under a sequence.
     *
     * @throws IOException when it cannot be read, or is damaged
     * @throws IllegalStateException when it is of another model
     * @throws IllegalArgumentException when there is none, or its tensors are not the model's
     */
    NamedTensors find(long sequence) throws IOException {
        return state(entry(sequence));
    }

    /**
     * A lane that continues what was published under a sequence.
     *
     * @throws IOException when it cannot be read, or is damaged
     * @throws IllegalStateException when it is of another model
     * @throws IllegalArgumentException when there is none, or its tensors are not the model's
     */
    TrainingLane lane(long sequence, LaneCodec codec) throws IOException {
        SnapshotEntry entry = entry(sequence);
        return codec.resume(new PublishedSnapshots(topic).read(entry), entry.timeMs());
    }

    private SnapshotEntry entry(long sequence) throws IOException {
        List<SnapshotEntry> all =
                topic.list().stream().filter(e -> e.id().model().equals(model)).toList();
        return all.stream()
                .filter(e -> e.id().sequence() == sequence)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such snapshot: sequence=" + sequence + ", expected="
                        + all.stream().map(e -> e.id().sequence()).toList()));
    }

    /**
     * The state published last; empty when there is none.
     *
     * @throws IOException when it cannot be read, or is damaged
     * @throws IllegalStateException when it is of another model
     * @throws IllegalArgumentException when its tensors are not the model's
     */
    Optional<NamedTensors> last() throws IOException {
        Optional<SnapshotEntry> latest = topic.latest(model);
        return latest.isEmpty() ? Optional.empty() : Optional.of(state(latest.get()));
    }

    private NamedTensors state(SnapshotEntry entry) throws IOException {
        ModelSnapshot snapshot = new PublishedSnapshots(topic).read(entry);
        snapshot.learner(spec); // refuses what is not of this model
        return snapshot.tensors();
    }
}
