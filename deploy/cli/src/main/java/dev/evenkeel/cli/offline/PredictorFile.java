package dev.evenkeel.cli.offline;

import dev.evenkeel.model.learner.Learner;
import dev.evenkeel.model.learner.LearnerSpec;
import dev.evenkeel.model.learner.Learners;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.snapshot.ModelSnapshot;
import dev.evenkeel.model.snapshot.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads a learner that is to predict from a snapshot file: a complete one, or one of which only {@code weights/} and
 * {@code normalizer/} are left. Stateless.
 */
public final class PredictorFile {
    private PredictorFile() {}

    /**
     * A learner of that specification in the snapshot's state.
     *
     * @throws IOException when the file cannot be read, or its tensors are not those its hash was taken of
     * @throws IllegalArgumentException when the snapshot is of another model; all differences are named
     */
    public static Learner read(Path file, LearnerSpec spec) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        ModelSnapshot snapshot = complete(Safetensors.decode(bytes).tensors())
                ? ModelSnapshot.decode(bytes)
                : reduced(Safetensors.decode(bytes));
        requireSame(file, snapshot.identity(), spec.identity());
        Learner learner = Learners.create(spec);
        try {
            learner.load(snapshot.tensors());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "snapshot does not fit the pipeline: --snapshot=" + file + ": " + e.getMessage(), e);
        }
        return learner;
    }

    private static boolean complete(NamedTensors tensors) {
        return tensors.names().stream().anyMatch(name -> name.startsWith("slots/") || name.startsWith("counters/"));
    }

    /** Its hash, if it still has one, was taken of more tensors than are left. */
    private static ModelSnapshot reduced(Safetensors.File file) {
        return new ModelSnapshot(file.tensors(), file.metadata());
    }

    private static void requireSame(Path file, Map<String, String> saved, Map<String, String> configured) {
        if (saved.isEmpty()) {
            return; // names and shapes of the tensors are all there is to check
        }
        String differences = new TreeMap<>(configured)
                .entrySet().stream()
                        .filter(e -> !e.getValue().equals(saved.get(e.getKey())))
                        .map(e -> e.getKey() + "=" + e.getValue() + ", snapshot's=" + saved.get(e.getKey()))
                        .collect(Collectors.joining("; "));
        if (!differences.isEmpty()) {
            throw new IllegalArgumentException("snapshot is of another model: --snapshot=" + file + ": " + differences);
        }
    }
}
