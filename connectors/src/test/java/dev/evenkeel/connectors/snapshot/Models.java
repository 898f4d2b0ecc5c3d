package dev.evenkeel.connectors.snapshot;

import dev.evenkeel.connectors.kafka.OutgoingRecord;
import dev.evenkeel.connectors.kafka.RawRecord;
import dev.evenkeel.connectors.kafka.SnapshotId;
import dev.evenkeel.connectors.kafka.SnapshotRecords;
import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.LabelSpec;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.evaluation.EvaluationSettings;
import dev.evenkeel.model.learner.LearnerSpec;
import dev.evenkeel.model.learner.ModelKind;
import dev.evenkeel.model.learner.TrainingLane;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.math.GemmChoice;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.snapshot.LaneCodec;
import dev.evenkeel.model.snapshot.ModelSnapshot;
import dev.evenkeel.model.snapshot.Safetensors;
import dev.evenkeel.model.snapshot.SnapshotDelta;
import dev.evenkeel.model.update.NagHyperparameters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A small model, trained step by step, and its snapshots as records of a topic. */
final class Models {
    static final String MODEL = "bank";

    private Models() {}

    static LearnerSpec spec(int hashBits) {
        Schema schema = new Schema(
                Task.BINARY,
                LabelSpec.binary("y", "yes"),
                List.of("x"),
                List.of("word"),
                List.of(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                hashBits);
        return new LearnerSpec(
                schema,
                ModelKind.LINEAR,
                LossKind.LOGISTIC,
                NagHyperparameters.DEFAULT,
                List.of(),
                1,
                1,
                GemmChoice.PLAIN);
    }

    /** The snapshots after each of so many times 100 rows. */
    static List<ModelSnapshot> trained(int snapshots) {
        TrainingLane lane = new LaneCodec(spec(12), new EvaluationSettings(50, 0.9)).fresh();
        return IntStream.rangeClosed(1, snapshots)
                .mapToObj(i -> {
                    lane.learn(rows(i, 100));
                    lane.counts().publish(lane.learner().version());
                    return ModelSnapshot.of(MODEL, lane, Instant.EPOCH);
                })
                .toList();
    }

    static MiniBatch rows(long seed, int rows) {
        SplittableRandom random = new SplittableRandom(seed);
        MiniBatch.Builder batch = new MiniBatch.Builder(1, rows);
        for (int r = 0; r < rows; r++) {
            Example row = new Example(1).label(random.nextInt(2)).weight(1);
            row.numeric()[0] = (float) random.nextDouble();
            row.addToken(0, random.nextInt(1_000) * 7_919, 1);
            batch.add(row);
        }
        return batch.build();
    }

    static SnapshotId id(ModelSnapshot snapshot) {
        return new SnapshotId(MODEL, snapshot.sequence(), snapshot.version(), snapshot.sha256());
    }

    static List<RawRecord> full(ModelSnapshot snapshot) {
        return read(SnapshotRecords.inline(id(snapshot), snapshot.encode(), 0));
    }

    /** A complete snapshot of other bytes, which the record gives the right hash of. */
    static List<RawRecord> forged(ModelSnapshot snapshot, byte[] bytes) {
        return read(SnapshotRecords.inline(id(snapshot), bytes, 0));
    }

    static List<RawRecord> delta(ModelSnapshot base, ModelSnapshot snapshot) {
        byte[] delta = SnapshotDelta.between(base, snapshot).orElseThrow().encode();
        return read(SnapshotRecords.inlineDelta(id(snapshot), base.sequence(), delta, 0));
    }

    static List<RawRecord> read(List<OutgoingRecord> records) {
        List<RawRecord> read = new ArrayList<>();
        for (OutgoingRecord out : records) {
            read.add(new RawRecord("bank.snapshots", 0, 0, 0, out.key(), out.value(), out.headers()));
        }
        return read;
    }

    /** The same with another tensor or metadata; its own hash is right. */
    static ModelSnapshot with(ModelSnapshot snapshot, NamedTensors tensors, Map<String, String> changes) {
        Map<String, String> metadata = new HashMap<>(snapshot.metadata());
        metadata.put(ModelSnapshot.SHA256, Safetensors.sha256(tensors));
        metadata.putAll(changes);
        return new ModelSnapshot(tensors, metadata);
    }
}
