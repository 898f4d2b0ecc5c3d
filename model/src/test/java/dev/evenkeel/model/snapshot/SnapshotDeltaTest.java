package dev.evenkeel.model.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.evaluation.EvaluationSettings;
import dev.evenkeel.model.learner.LearnerSpec;
import dev.evenkeel.model.learner.LinearStreams;
import dev.evenkeel.model.learner.ModelKind;
import dev.evenkeel.model.learner.TrainingLane;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.update.AutoHyperparameters;
import dev.evenkeel.model.update.FtrlHyperparameters;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SnapshotDeltaTest {
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");
    private static final String KEYS = "weights/linear/index";

    static Stream<LearnerSpec> specs() {
        LearnerSpec nag = LinearStreams.spec(Task.MULTICLASS);
        LearnerSpec mixture = new LearnerSpec(
                LinearStreams.spec(Task.BINARY).schema(),
                ModelKind.AUTO,
                LinearStreams.spec(Task.BINARY).loss().kind(),
                AutoHyperparameters.DEFAULT,
                List.of(),
                LearnerSpec.DEFAULT_STEP,
                1,
                nag.gemm());
        return Stream.of(nag, LinearStreams.spec(Task.REGRESSION, FtrlHyperparameters.DEFAULT), mixture);
    }

    @ParameterizedTest
    @MethodSource("specs")
    void theBaseAndADeltaAreTheCompleteSnapshotByteForByte(LearnerSpec spec) throws IOException {
        TrainingLane lane = new LaneCodec(spec, new EvaluationSettings(50, 0.9)).fresh();
        lane.learn(LinearStreams.stream(spec.task(), 1, 400, j -> 1));
        lane.counts().publish(1);
        ModelSnapshot base = snapshot(lane);
        lane.learn(LinearStreams.stream(spec.task(), 2, 3, j -> 1));
        lane.counts().publish(2);
        ModelSnapshot next = snapshot(lane);

        SnapshotDelta delta = delta(base, next);

        assertThat(delta.applyTo(base).encode()).isEqualTo(next.encode());
        assertThat(delta.baseSequence()).isEqualTo(1);
        assertThat(delta.metadata()).containsEntry("sequence", "2").containsEntry("sha256", next.sha256());
    }

    @Test
    void ofATableTheRowsThatDifferAndTheirKeysAreAllThatTravels() throws IOException {
        ModelSnapshot base = table(1, new int[] {2, 5, 9}, 20f, 50f, 90f);
        ModelSnapshot next = table(2, new int[] {2, 3, 5, 9, 11}, 20f, 30f, 50f, 91f, 110f);

        SnapshotDelta delta = delta(base, next);

        assertThat(delta.tensors().names()).containsExactly(KEYS, "weights/linear/value");
        assertThat(delta.tensors().ints(KEYS)).containsExactly(3, 9, 11);
        assertThat(delta.tensors().floats("weights/linear/value")).containsExactly(30, 91, 110);
        assertThat(delta.metadata())
                .containsEntry("keyed.weights/linear/value", KEYS)
                .containsEntry("order." + KEYS, "ascending");
        assertThat(delta.applyTo(base).encode()).isEqualTo(next.encode());
    }

    @Test
    void newKeysOfATableThatIsNotSortedComeAtItsEnd() throws IOException {
        ModelSnapshot base = table(1, new int[] {9, 2, 5}, 90f, 20f, 50f);
        ModelSnapshot next = table(2, new int[] {9, 2, 5, 1}, 90f, 21f, 50f, 10f);

        SnapshotDelta delta = delta(base, next);

        assertThat(delta.tensors().ints(KEYS)).containsExactly(2, 1);
        assertThat(delta.metadata()).containsEntry("order." + KEYS, "appended");
        assertThat(delta.applyTo(base).encode()).isEqualTo(next.encode());
    }

    @Test
    void aTableThatHasLostKeysTravelsComplete() throws IOException {
        ModelSnapshot base = table(1, new int[] {2, 5, 9}, 20f, 50f, 90f);
        ModelSnapshot next = table(2, new int[] {2, 9}, 20f, 90f);

        SnapshotDelta delta = delta(base, next);

        assertThat(delta.tensors().ints(KEYS)).containsExactly(2, 9);
        assertThat(delta.applyTo(base).encode()).isEqualTo(next.encode());
    }

    @Test
    void theBitsOfEveryNumberSurvive() throws IOException {
        float odd = Float.intBitsToFloat(0x7fc00001);
        ModelSnapshot base = table(1, new int[] {1, 2, 3, 4}, Float.NaN, 0f, 1f, 1f);
        ModelSnapshot next = table(2, new int[] {1, 2, 3, 4}, odd, -0f, 1f, 1f);

        assertThat(delta(base, next).applyTo(base).encode()).isEqualTo(next.encode());
    }

    @Test
    void nothingChangedIsNothingButMetadata() throws IOException {
        ModelSnapshot base = table(1, new int[] {2, 5}, 20f, 50f);
        ModelSnapshot next = table(2, new int[] {2, 5}, 20f, 50f);

        assertThat(delta(base, next).tensors().names()).isEmpty();
        assertThat(delta(base, next).applyTo(base).encode()).isEqualTo(next.encode());
    }

    @Test
    void otherTensorsMakeNoDelta() {
        ModelSnapshot base = table(1, new int[] {2}, 20f);
        NamedTensors more = new NamedTensors().put("weights/else", new float[] {1}, 1);

        assertThat(SnapshotDelta.between(base, snapshot(2, more))).isEqualTo(Optional.empty());
    }

    @Test
    void anotherBaseIsRefused() throws IOException {
        ModelSnapshot base = table(1, new int[] {2, 5}, 20f, 50f);
        SnapshotDelta delta = delta(base, table(2, new int[] {2, 5}, 20f, 51f));

        assertThatThrownBy(() -> delta.applyTo(table(1, new int[] {2, 5}, 20f, 52f)))
                .isInstanceOf(IOException.class)
                .hasMessageMatching("is of another base: base.sequence=1, sha256=[0-9a-f]{64}, expected=[0-9a-f]{64}");
    }

    @Test
    void aDeltaIsNoCompleteSnapshotAndTheOtherWayRound() {
        ModelSnapshot base = table(1, new int[] {2, 5}, 20f, 50f);
        byte[] delta = SnapshotDelta.between(base, table(2, new int[] {2, 5}, 20f, 51f))
                .orElseThrow()
                .encode();

        assertThatThrownBy(() -> ModelSnapshot.decode(delta))
                .isInstanceOf(IOException.class)
                .hasMessage("is a delta, not a complete snapshot: base.sequence=1, the snapshot it is applied to");
        assertThatThrownBy(() -> SnapshotDelta.decode(base.encode()))
                .isInstanceOf(IOException.class)
                .hasMessage("unknown layout of a delta: evenkeel.delta=, expected=1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            evenkeel.delta             | 2              | unknown layout of a delta: evenkeel.delta=2, expected=1
            base.sequence              | first          | must be a whole number: base.sequence=first
            order.weights/linear/index | random         | unknown order: order.weights/linear/index=random
            keyed.weights/linear/value | weights/nobody | no such tensor: tensor=weights/nobody
            keyed.weights/linear/value | ''             | no such tensor: tensor=
            sha256                     | 00             | tensors have changed: sha256=
            """)
    void metadataThatDoNotFitAreRefused(String key, String value, String message) throws IOException {
        ModelSnapshot base = table(1, new int[] {2, 5}, 20f, 50f);
        SnapshotDelta good = delta(base, table(2, new int[] {2, 5}, 20f, 51f));
        Map<String, String> metadata = new TreeMap<>(good.metadata());
        metadata.put(key, value);

        assertThatThrownBy(() -> SnapshotDelta.decode(new SnapshotDelta(good.tensors(), metadata).encode())
                        .applyTo(base))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(message);
    }

    @Test
    void keysThatDoNotAscendAndRowsThatAreMissingAreRefused() throws IOException {
        ModelSnapshot base = table(1, new int[] {2, 5, 9}, 20f, 50f, 90f);
        SnapshotDelta good = delta(base, table(2, new int[] {2, 5, 7, 9}, 20f, 50f, 70f, 91f));

        assertRefused(good, base, new int[] {9, 7}, new float[] {1, 2}, "keys must ascend");
        assertRefused(good, base, new int[] {7, 7}, new float[] {1, 2}, "keys must ascend");
        assertRefused(
                good, base, new int[] {7, 9}, new float[] {1}, "must have a row for each key: tensor=weights/linear");
    }

    private static void assertRefused(
            SnapshotDelta good, ModelSnapshot base, int[] keys, float[] values, String message) {
        NamedTensors tensors =
                new NamedTensors().put(KEYS, keys, keys.length).put("weights/linear/value", values, values.length, 1);
        assertThatThrownBy(() -> new SnapshotDelta(tensors, good.metadata()).applyTo(base))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(message);
    }

    @Test
    void noTruncationAndNoFlippedBitGetsThrough() throws IOException {
        ModelSnapshot base = table(1, new int[] {2, 5, 9}, 20f, 50f, 90f);
        ModelSnapshot next = table(2, new int[] {2, 5, 7, 9}, 20f, 50f, 70f, 91f);
        byte[] bytes = delta(base, next).encode();
        SplittableRandom random = new SplittableRandom(20260102);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = damaged(bytes, random);
            try { // a flip in what metadata say of time or place changes no tensor
                assertThat(SnapshotDelta.decode(damaged).applyTo(base).sha256()).isEqualTo(next.sha256());
            } catch (IOException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(14_000);
    }

    private static byte[] damaged(byte[] bytes, SplittableRandom random) {
        if (random.nextInt(4) == 0) {
            return Arrays.copyOf(bytes, random.nextInt(bytes.length));
        }
        byte[] damaged = bytes.clone();
        for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
            damaged[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return damaged;
    }

    /** Through bytes. */
    private static SnapshotDelta delta(ModelSnapshot base, ModelSnapshot next) throws IOException {
        return SnapshotDelta.decode(
                SnapshotDelta.between(base, next).orElseThrow().encode());
    }

    private static ModelSnapshot table(long sequence, int[] keys, float... values) {
        return snapshot(
                sequence,
                new NamedTensors()
                        .put(KEYS, keys, keys.length)
                        .put("weights/linear/value", values, values.length, 1)
                        .put("counters/version", new long[] {7}, 1));
    }

    private static ModelSnapshot snapshot(long sequence, NamedTensors tensors) {
        return new ModelSnapshot(
                tensors,
                Map.of(
                        ModelSnapshot.FORMAT,
                        "1",
                        ModelSnapshot.SEQUENCE,
                        Long.toString(sequence),
                        ModelSnapshot.VERSION,
                        "7",
                        ModelSnapshot.SHA256,
                        Safetensors.sha256(tensors)));
    }

    private static ModelSnapshot snapshot(TrainingLane lane) {
        return ModelSnapshot.of("bank", lane, TIME);
    }
}
