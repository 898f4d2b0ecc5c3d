package dev.evenkeel.model.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.data.Schemas;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.evaluation.EvaluationSettings;
import dev.evenkeel.model.learner.Learner;
import dev.evenkeel.model.learner.LearnerSpec;
import dev.evenkeel.model.learner.LinearStreams;
import dev.evenkeel.model.learner.Refusals;
import dev.evenkeel.model.learner.TrainingLane;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.update.NagHyperparameters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ModelSnapshotTest {
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

    @ParameterizedTest
    @EnumSource(Task.class)
    void aLearnerFromASnapshotContinuesBitIdentically(Task task) throws IOException {
        TrainingLane lane = lane(task, 300);
        ModelSnapshot read = ModelSnapshot.decode(snapshot(lane).encode());
        Learner restored = read.learner(LinearStreams.spec(task));
        MiniBatch more = LinearStreams.stream(task, 77, 200, j -> 1);
        assertThat(scores(restored, more)).isEqualTo(scores(lane.learner(), more));
        assertThat(restored.version()).isEqualTo(lane.learner().version());
    }

    @Test
    void provenanceIsInTheMetadata() throws IOException {
        TrainingLane lane = lane(Task.BINARY, 301);
        lane.counts().publish(1);
        lane.counts().publish(2);
        ModelSnapshot read = ModelSnapshot.decode(snapshot(lane).encode());
        assertThat(read.metadata())
                .containsEntry("evenkeel.format", "1")
                .containsEntry("pipeline", "bank")
                .containsEntry("version", "301")
                .containsEntry("sequence", "2")
                .containsEntry("examples", "301")
                .containsEntry("next-offsets", "0:151,1:150")
                .containsEntry("time", "2026-01-02T03:04:05Z")
                .containsEntry("code-version", CodeVersion.current())
                .containsEntry("learner.update.rule", "nag");
        assertThat(read.version()).isEqualTo(301);
        assertThat(read.sequence()).isEqualTo(2);
        assertThat(read.sha256()).isEqualTo(Safetensors.sha256(read.tensors()));
    }

    @Test
    void aSnapshotDoesNotChangeWhenTrainingGoesOn() {
        TrainingLane lane = lane(Task.REGRESSION, 100);
        ModelSnapshot snapshot = snapshot(lane);
        lane.learn(LinearStreams.stream(Task.REGRESSION, 5, 100, j -> 1));
        assertThat(Safetensors.sha256(snapshot.tensors())).isEqualTo(snapshot.sha256());
    }

    @Test
    void equalStatesHashEquallyAtAnyTime() {
        TrainingLane lane = lane(Task.BINARY, 100);
        assertThat(ModelSnapshot.of("other", lane, TIME.plusSeconds(9)).sha256())
                .isEqualTo(snapshot(lane).sha256());
        assertThat(snapshot(lane(Task.BINARY, 101)).sha256())
                .isNotEqualTo(snapshot(lane).sha256());
    }

    @Test
    void aNewerLayoutIsRefusedNamingBoth() {
        assertRefused("evenkeel.format", "2", "unknown snapshot layout: evenkeel.format=2, expected=1");
    }

    @Test
    void aForeignFileIsRefused() {
        byte[] foreign = Safetensors.encode(new Safetensors.File(new NamedTensors(), Map.of()));
        assertThatThrownBy(() -> ModelSnapshot.decode(foreign))
                .isInstanceOf(IOException.class)
                .hasMessage("unknown snapshot layout: evenkeel.format=, expected=1");
    }

    @ParameterizedTest
    @CsvSource({
        "version, '', must be a whole number: version=",
        "version, 1e3, must be a whole number: version=1e3",
        "version, -4, must be >= 0: version=-4",
        "sequence, x, must be a whole number: sequence=x",
    })
    void numbersThatAreNoneAreRefused(String key, String value, String message) {
        assertRefused(key, value, message);
    }

    @Test
    void changedTensorsAreRefused() {
        byte[] bytes = snapshot(lane(Task.BINARY, 50)).encode();
        bytes[bytes.length - 1] ^= 1;
        assertThatThrownBy(() -> ModelSnapshot.decode(bytes))
                .isInstanceOf(IOException.class)
                .hasMessageMatching("tensors have changed: sha256=[0-9a-f]{64}, expected=[0-9a-f]{64}");
    }

    @Test
    void noFlippedHeaderBitChangesATensor() throws IOException {
        ModelSnapshot snapshot = snapshot(lane(Task.BINARY, 3));
        byte[] bytes = snapshot.encode();
        int header =
                8 + (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        int refused = 0;
        for (int bit = 0; bit < 8 * header; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            try { // in the metadata, which the hash leaves out
                assertThat(Safetensors.sha256(ModelSnapshot.decode(flipped).tensors()))
                        .isEqualTo(snapshot.sha256());
            } catch (IOException e) {
                assertThat(e).hasMessageNotContaining("null");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(4 * header);
    }

    @Test
    void anotherModelIsRefusedNamingBothValues() {
        ModelSnapshot snapshot = snapshot(lane(Task.BINARY, 10));
        LearnerSpec other =
                LinearStreams.spec(Schemas.of(Task.BINARY, LinearStreams.WIDTH, 2, 1, 20), NagHyperparameters.DEFAULT);
        assertThatThrownBy(() -> snapshot.learner(other))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the saved state is of another model: schema.categorical=c0,c1, saved=c0;"
                        + " schema.hash-bits=20, saved=18. Restore the setting, or start without the state (--fresh)");
    }

    @Test
    void hyperparametersMayChange() {
        ModelSnapshot snapshot = snapshot(lane(Task.BINARY, 10));
        LearnerSpec tuned = LinearStreams.spec(Task.BINARY, new NagHyperparameters(0.1, 0.3));
        assertThat(snapshot.learner(tuned).version()).isEqualTo(10);
    }

    @Test
    void weightsAndNormalizersSufficeToPredict() throws IOException {
        TrainingLane lane = lane(Task.REGRESSION, 200);
        ModelSnapshot all = snapshot(lane);
        NamedTensors some = new NamedTensors();
        all.tensors().names().stream()
                .filter(n -> n.startsWith("weights/") || n.startsWith("normalizer/"))
                .forEach(n -> some.put(n, all.tensors().get(n)));
        Learner predictor = new ModelSnapshot(some, all.metadata()).learner(LinearStreams.spec(Task.REGRESSION));
        MiniBatch batch = LinearStreams.stream(Task.REGRESSION, 6, 50, j -> 1);
        Predictions actual = new Predictions(1);
        Predictions expected = new Predictions(1);
        predictor.predict(batch, 0, 50, actual);
        lane.learner().predict(batch, 0, 50, expected);
        assertThat(actual.scores()).isEqualTo(expected.scores());
    }

    private static void assertRefused(String key, String value, String message) {
        ModelSnapshot snapshot = snapshot(lane(Task.BINARY, 10));
        Map<String, String> metadata = new HashMap<>(snapshot.metadata());
        metadata.put(key, value);
        byte[] bytes = new ModelSnapshot(snapshot.tensors(), metadata).encode();
        assertThatThrownBy(() -> ModelSnapshot.decode(bytes))
                .isInstanceOf(IOException.class)
                .hasMessage(message);
    }

    private static TrainingLane lane(Task task, int rows) {
        TrainingLane lane = new LaneCodec(LinearStreams.spec(task), new EvaluationSettings(50, 0.9)).fresh();
        lane.learn(LinearStreams.stream(task, 1, rows, j -> 1));
        return lane;
    }

    private static ModelSnapshot snapshot(TrainingLane lane) {
        return ModelSnapshot.of("bank", lane, TIME);
    }

    private static float[] scores(Learner learner, MiniBatch batch) {
        Predictions predictions = new Predictions(learner.spec().schema().outputs());
        learner.learn(batch, 0, batch.rows(), predictions, new Refusals());
        return predictions.scores();
    }
}
