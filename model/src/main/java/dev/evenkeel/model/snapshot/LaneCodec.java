package dev.evenkeel.model.snapshot;

import dev.evenkeel.model.data.BatchCodec;
import dev.evenkeel.model.data.BoundedBytes;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.evaluation.EvaluationSettings;
import dev.evenkeel.model.learner.Counts;
import dev.evenkeel.model.learner.Learner;
import dev.evenkeel.model.learner.LearnerSpec;
import dev.evenkeel.model.learner.Learners;
import dev.evenkeel.model.learner.TrainingLane;
import dev.evenkeel.model.parameter.NamedTensors;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A lane as bytes and back, exactly: a restored lane continues bit for bit. Carries the layout's version, refuses a newer one,
 * and refuses to restore into another model. Immutable and thread-safe.
 */
public final class LaneCodec {
    /** The layout this code writes and the newest it reads. */
    public static final int VERSION = 1;

    private final LearnerSpec spec;
    private final EvaluationSettings settings;

    /** A codec for lanes of that specification. */
    public LaneCodec(LearnerSpec spec, EvaluationSettings settings) {
        this.spec = spec;
        this.settings = settings;
    }

    /** A lane that has seen nothing. */
    public TrainingLane fresh() {
        return new TrainingLane(Learners.create(spec), settings);
    }

    /** Writes a lane of whatever specification. */
    public static void write(TrainingLane lane, DataOutput out) throws IOException {
        out.writeInt(VERSION);
        Map<String, String> identity = identity(lane.learner().spec(), lane.settings());
        out.writeInt(identity.size());
        for (Map.Entry<String, String> entry : identity.entrySet()) {
            writeText(entry.getKey(), out);
            writeText(entry.getValue(), out);
        }
        NamedTensors tensors = new NamedTensors();
        lane.learner().save(tensors);
        lane.evaluation().save(tensors);
        lane.save(tensors);
        byte[] bytes = Safetensors.encode(new Safetensors.File(tensors, Map.of()));
        out.writeInt(bytes.length);
        out.write(bytes);
        BatchCodec.write(lane.waiting(), out);
    }

    /**
     * Reads a lane.
     *
     * @throws IOException when the bytes are of a newer layout or damaged
     * @throws IllegalStateException when they are of another model; all differences are named
     */
    public TrainingLane read(DataInput in) throws IOException {
        int version = in.readInt();
        if (version < 1 || version > VERSION) {
            throw new IOException("unknown layout of lane state: version=" + version + ", expected<=" + VERSION);
        }
        Map<String, String> saved = new TreeMap<>();
        int entries = in.readInt();
        for (int i = 0; i < entries; i++) {
            saved.put(readText(in), readText(in));
        }
        requireSame(saved, identity(spec, settings));
        NamedTensors tensors = Safetensors.decode(BoundedBytes.read(in, "tensors", in.readInt()))
                .tensors();
        MiniBatch waiting = BatchCodec.readBatch(in);
        Learner learner = Learners.create(spec);
        try {
            learner.load(tensors);
            return TrainingLane.restore(learner, settings, tensors, waiting);
        } catch (IllegalArgumentException e) {
            throw new IOException("damaged lane state: " + e.getMessage(), e);
        }
    }

    /**
     * A lane that continues where a snapshot was published, with its weights, slots, normalizers and random stream, and the rows from
     * {@link ModelSnapshot#nextOffsets} on; see {@link TrainingLane#resume} for what begins anew.
     *
     * @param lastTimeMs event time of the last example in it, milliseconds since 1970 UTC
     * @throws IOException when its provenance does not say where it stands in the stream, or it holds only what predictors need
     * @throws IllegalStateException when it is of another model; all differences are named
     * @throws IllegalArgumentException when a tensor is missing or has another type or length
     */
    public TrainingLane resume(ModelSnapshot snapshot, long lastTimeMs) throws IOException {
        if (snapshot.tensors().onlyForPrediction()) {
            throw new IOException("can predict, but not learn on: snapshot=" + snapshot.sequence()
                    + ", expected=a complete snapshot, with tensors under slots/");
        }
        Map<Integer, Long> offsets = snapshot.nextOffsets();
        Counts counts = Counts.published(snapshot.sequence(), snapshot.version(), snapshot.examples(), lastTimeMs);
        return TrainingLane.resume(snapshot.learner(spec), settings, counts, offsets);
    }

    private static void writeText(String text, DataOutput out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInput in) throws IOException {
        return new String(BoundedBytes.read(in, "text", in.readInt()), StandardCharsets.UTF_8);
    }

    private static Map<String, String> identity(LearnerSpec spec, EvaluationSettings settings) {
        Map<String, String> identity = spec.identity();
        identity.put("evaluation.window", Integer.toString(settings.window()));
        return identity;
    }

    /**
     * Refuses a state of another model.
     *
     * @throws IllegalStateException naming every key that differs with both values
     */
    static void requireSame(Map<String, String> saved, Map<String, String> configured) {
        String differences = configured.entrySet().stream()
                .filter(e -> !e.getValue().equals(saved.get(e.getKey())))
                .map(e -> e.getKey() + "=" + e.getValue() + ", saved=" + saved.getOrDefault(e.getKey(), "(absent)"))
                .collect(Collectors.joining("; "));
        if (!differences.isEmpty()) {
            throw new IllegalStateException("the saved state is of another model: " + differences
                    + ". Restore the setting, or start without the state (--fresh)");
        }
    }
}
