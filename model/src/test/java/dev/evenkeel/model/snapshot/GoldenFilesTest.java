package dev.evenkeel.model.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.evenkeel.model.data.BatchCodec;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.evaluation.EvaluationSettings;
import dev.evenkeel.model.layer.LayerSpec;
import dev.evenkeel.model.learner.Learner;
import dev.evenkeel.model.learner.LearnerSpec;
import dev.evenkeel.model.learner.LinearStreams;
import dev.evenkeel.model.learner.ModelKind;
import dev.evenkeel.model.learner.Refusals;
import dev.evenkeel.model.learner.TrainingLane;
import dev.evenkeel.model.math.GemmChoice;
import dev.evenkeel.model.update.AdamHyperparameters;
import dev.evenkeel.model.update.AutoHyperparameters;
import dev.evenkeel.model.update.FtrlHyperparameters;
import dev.evenkeel.model.update.Hyperparameters;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Files as version 0.1.0 wrote them load for ever: never replace one. Those of a new model or a new layout are added by {@code mvn
 * -pl model test -Dtest=GoldenFilesTest -Dgolden.add=true}, which writes only what is not there.
 */
class GoldenFilesTest {
    private static final Path FOLDER = Path.of("src", "test", "resources", "golden", "0.1.0");
    private static final Path ROWS = FOLDER.resolve("rows");
    private static final EvaluationSettings EVALUATION = new EvaluationSettings(50, 0.9);
    private static final int LEARNED = 300;
    private static final int MORE = 3;

    /** Other processors add the numbers of a vector in another order. */
    private static final float ROUNDING = 1e-4f;

    /** The models that are kept. */
    enum Kept {
        NAG,
        FTRL,
        AUTO,
        NETWORK;

        LearnerSpec spec() {
            return switch (this) {
                case NAG -> LinearStreams.spec(Task.BINARY);
                case FTRL -> LinearStreams.spec(Task.REGRESSION, FtrlHyperparameters.DEFAULT);
                case AUTO -> spec(ModelKind.AUTO, AutoHyperparameters.DEFAULT, List.of());
                case NETWORK ->
                    spec(
                            ModelKind.NETWORK,
                            AdamHyperparameters.DEFAULT,
                            List.of(new LayerSpec.Dense(4), new LayerSpec.LayerNorm(), new LayerSpec.Relu()));
            };
        }

        private static LearnerSpec spec(ModelKind kind, Hyperparameters rule, List<LayerSpec> layers) {
            LearnerSpec linear = LinearStreams.spec(Task.BINARY);
            return new LearnerSpec(linear.schema(), kind, linear.loss().kind(), rule, layers, 7, 3, GemmChoice.AUTO);
        }

        private LaneCodec codec() {
            return new LaneCodec(spec(), EVALUATION);
        }

        private Path file(String end) {
            return FOLDER.resolve(name().toLowerCase(Locale.ROOT) + end);
        }
    }

    @BeforeAll
    static void addWhatIsMissing() throws IOException {
        if (!Boolean.getBoolean("golden.add")) {
            return;
        }
        Files.createDirectories(FOLDER);
        if (!Files.exists(ROWS)) {
            Files.write(ROWS, bytes(out -> BatchCodec.write(LinearStreams.stream(Task.BINARY, 9, 40, j -> 1), out)));
        }
        for (Kept kept : Kept.values()) {
            if (!Files.exists(kept.file(".lane"))) {
                add(kept);
            }
        }
    }

    private static void add(Kept kept) throws IOException {
        TrainingLane lane = kept.codec().fresh();
        lane.learn(LinearStreams.stream(kept.spec().task(), 1, LEARNED, j -> 1));
        lane.counts().publish(1);
        ModelSnapshot base = snapshot(lane);
        lane.learn(LinearStreams.stream(kept.spec().task(), 2, MORE, j -> 1));
        lane.counts().publish(2);
        ModelSnapshot next = snapshot(lane);
        Files.write(kept.file(".lane"), bytes(out -> LaneCodec.write(lane, out)));
        Files.write(kept.file(".safetensors"), base.encode());
        Files.write(
                kept.file(".delta.safetensors"),
                SnapshotDelta.between(base, next).orElseThrow().encode());
        Files.writeString(kept.file(".scores"), text(scores(next.learner(kept.spec()))));
    }

    @ParameterizedTest
    @EnumSource
    void aLaneGoesOnAsItDid(Kept kept) throws IOException {
        TrainingLane lane = kept.codec().read(in(Files.readAllBytes(kept.file(".lane"))));

        assertThat(lane.counts().sequence()).isEqualTo(2);
        assertThat(lane.counts().examples() + lane.waiting().rows()).isEqualTo(LEARNED + MORE);
        assertThat(lane.nextOffsets()).containsOnlyKeys(0, 1);
        assertThat(scores(lane.learner())).containsExactly(expected(kept), offset(ROUNDING));
    }

    @ParameterizedTest
    @EnumSource
    void aSnapshotAndItsDeltaPredictAsTheyDid(Kept kept) throws IOException {
        ModelSnapshot base = ModelSnapshot.decode(Files.readAllBytes(kept.file(".safetensors")));
        SnapshotDelta delta = SnapshotDelta.decode(Files.readAllBytes(kept.file(".delta.safetensors")));
        ModelSnapshot next = delta.applyTo(base);

        assertThat(base.sequence()).isEqualTo(1);
        assertThat(next.sequence()).isEqualTo(2);
        assertThat(next.metadata()).containsEntry("time", "2026-01-02T03:04:05Z");
        assertThat(scores(next.learner(kept.spec()))).containsExactly(expected(kept), offset(ROUNDING));
    }

    private static float[] expected(Kept kept) throws IOException {
        List<String> lines = Files.readAllLines(kept.file(".scores"));
        float[] scores = new float[lines.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Float.parseFloat(lines.get(i));
        }
        return scores;
    }

    private static String text(float[] scores) {
        StringBuilder lines = new StringBuilder();
        for (float score : scores) {
            lines.append(score).append('\n');
        }
        return lines.toString();
    }

    /** Of the kept rows, each scored before it is learned: the whole state has its say. */
    private static float[] scores(Learner learner) throws IOException {
        MiniBatch rows = BatchCodec.readBatch(in(Files.readAllBytes(ROWS)));
        Predictions predictions = new Predictions(learner.spec().schema().outputs());
        learner.learn(rows, 0, rows.rows(), predictions, new Refusals());
        return Arrays.copyOf(predictions.scores(), rows.rows());
    }

    private static ModelSnapshot snapshot(TrainingLane lane) {
        return ModelSnapshot.of("golden", lane, Instant.parse("2026-01-02T03:04:05Z"));
    }

    private static DataInputStream in(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }

    private static byte[] bytes(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writing.to(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @FunctionalInterface
    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }
}
