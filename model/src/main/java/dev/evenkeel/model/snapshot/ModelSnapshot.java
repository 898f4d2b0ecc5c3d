package dev.evenkeel.model.snapshot;

import dev.evenkeel.model.learner.Learner;
import dev.evenkeel.model.learner.LearnerSpec;
import dev.evenkeel.model.learner.Learners;
import dev.evenkeel.model.learner.TrainingLane;
import dev.evenkeel.model.parameter.NamedTensors;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A learner's complete state with where it came from. Immutable by convention: nobody changes the tensors.
 *
 * @param tensors everything the learner has saved; {@code weights/} and {@code normalizer/} suffice to
 *     predict
 * @param metadata provenance, see the constants
 */
public record ModelSnapshot(NamedTensors tensors, Map<String, String> metadata) {
    /** Metadata: the version of this layout. */
    public static final String FORMAT = "evenkeel.format";
    /** Metadata: the pipeline's name. */
    public static final String PIPELINE = "pipeline";
    /** Metadata: attempted steps. */
    public static final String VERSION = "version";
    /** Metadata: consecutive number of the publication. */
    public static final String SEQUENCE = "sequence";
    /** Metadata: examples learned from. */
    public static final String EXAMPLES = "examples";
    /** Metadata: the next untrained offset of each partition, as {@code 0:45211,1:...}. */
    public static final String NEXT_OFFSETS = "next-offsets";
    /** Metadata: when it was made, ISO-8601 in UTC. */
    public static final String TIME = "time";
    /** Metadata: the version of the code that made it. */
    public static final String CODE = "code-version";
    /** Metadata: why it was published: what the gate said, or who went past it. */
    public static final String GATE = "gate";
    /** Metadata: SHA-256 of the tensors. */
    public static final String SHA256 = "sha256";

    private static final String FORMAT_VERSION = "1";
    private static final String IDENTITY = "learner.";

    /** Copies the metadata. */
    public ModelSnapshot {
        metadata = Map.copyOf(metadata);
    }

    /** The same with one more entry of its provenance. */
    public ModelSnapshot with(String key, String value) {
        Map<String, String> more = new TreeMap<>(metadata);
        more.put(key, value);
        return new ModelSnapshot(tensors, more);
    }

    /** What a lane's learner is now. The sequence is the lane's last; the tensors are copies. */
    public static ModelSnapshot of(String pipeline, TrainingLane lane, Instant time) {
        NamedTensors tensors = new NamedTensors();
        Learner learner = lane.learner().copy();
        learner.save(tensors);
        Map<String, String> metadata = new TreeMap<>();
        metadata.put(FORMAT, FORMAT_VERSION);
        metadata.put(PIPELINE, pipeline);
        metadata.put(VERSION, Long.toString(learner.version()));
        metadata.put(SEQUENCE, Long.toString(lane.counts().sequence()));
        metadata.put(EXAMPLES, Long.toString(lane.counts().examples()));
        metadata.put(
                NEXT_OFFSETS,
                lane.nextOffsets().entrySet().stream()
                        .map(e -> e.getKey() + ":" + e.getValue())
                        .collect(Collectors.joining(",")));
        metadata.put(TIME, time.toString());
        metadata.put(CODE, CodeVersion.current());
        metadata.put(SHA256, Safetensors.sha256(tensors));
        learner.spec().identity().forEach((key, value) -> metadata.put(IDENTITY + key, value));
        return new ModelSnapshot(tensors, metadata);
    }

    /** The safetensors file. */
    public byte[] encode() {
        return Safetensors.encode(new Safetensors.File(tensors, metadata));
    }

    /**
     * Reads a safetensors file that {@link #encode} made.
     *
     * @throws IOException when it is malformed, of a newer layout, or its tensors are not those its hash was taken of
     */
    public static ModelSnapshot decode(byte[] bytes) throws IOException {
        return checked(Safetensors.decode(bytes));
    }

    /** The snapshot that a file is, if its tensors are those its hash was taken of. */
    static ModelSnapshot checked(Safetensors.File file) throws IOException {
        String base = file.metadata().get(SnapshotDelta.BASE_SEQUENCE);
        if (base != null) {
            throw new IOException("is a delta, not a complete snapshot: " + SnapshotDelta.BASE_SEQUENCE + "=" + base
                    + ", the snapshot it is applied to");
        }
        String format = file.metadata().getOrDefault(FORMAT, "");
        if (!format.equals(FORMAT_VERSION)) {
            throw new IOException("unknown snapshot layout: " + FORMAT + "=" + format + ", expected=" + FORMAT_VERSION);
        }
        String expected = file.metadata().getOrDefault(SHA256, "");
        String actual = Safetensors.sha256(file.tensors());
        if (!expected.equals(actual)) {
            throw new IOException("tensors have changed: sha256=" + actual + ", expected=" + expected);
        }
        requireNumber(file, VERSION);
        requireNumber(file, SEQUENCE);
        return new ModelSnapshot(file.tensors(), file.metadata());
    }

    static void requireNumber(Safetensors.File file, String key) throws IOException {
        number(key, file.metadata().getOrDefault(key, ""));
    }

    private static long number(String key, String value) throws IOException {
        try {
            long number = Long.parseLong(value);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IOException("must be a whole number: " + key + "=" + value, e);
        }
        throw new IOException("must be >= 0: " + key + "=" + value);
    }

    /** Attempted steps when this was made. */
    public long version() {
        return Long.parseLong(metadata.get(VERSION));
    }

    /** Consecutive number of the publication; 0 when made outside a job. */
    public long sequence() {
        return Long.parseLong(metadata.get(SEQUENCE));
    }

    /**
     * Examples learned from.
     *
     * @throws IOException when the metadata do not tell
     */
    public long examples() throws IOException {
        return number(EXAMPLES, metadata.getOrDefault(EXAMPLES, ""));
    }

    /**
     * The next untrained offset of each partition that rows were learned from.
     *
     * @throws IOException when the metadata do not tell
     */
    public Map<Integer, Long> nextOffsets() throws IOException {
        String text = metadata.get(NEXT_OFFSETS);
        if (text == null) {
            throw new IOException("must be given: " + NEXT_OFFSETS);
        }
        Map<Integer, Long> offsets = new TreeMap<>();
        for (String entry : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            int colon = Math.max(entry.indexOf(':'), 0);
            int partition = Math.toIntExact(number(NEXT_OFFSETS, entry.substring(0, colon)));
            offsets.put(partition, number(NEXT_OFFSETS, entry.substring(colon + 1)));
        }
        return offsets;
    }

    /** SHA-256 of the tensors. */
    public String sha256() {
        return metadata.get(SHA256);
    }

    /** What it was made from, by the names of {@link LearnerSpec#identity()}; empty when the metadata do not tell. */
    public Map<String, String> identity() {
        return metadata.entrySet().stream()
                .filter(e -> e.getKey().startsWith(IDENTITY))
                .collect(Collectors.toMap(e -> e.getKey().substring(IDENTITY.length()), Map.Entry::getValue));
    }

    /**
     * A learner in this state.
     *
     * @throws IllegalStateException when the specification is not of the model this was made from; all differences are named
     * @throws IllegalArgumentException when a tensor is missing or has another type or length
     */
    public Learner learner(LearnerSpec spec) {
        LaneCodec.requireSame(identity(), spec.identity());
        Learner learner = Learners.create(spec);
        learner.load(tensors);
        return learner;
    }
}
