package dev.evenkeel.model.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.data.BatchCodec;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Schemas;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.evaluation.EvaluationSettings;
import dev.evenkeel.model.layer.LayerSpec;
import dev.evenkeel.model.learner.LearnerSpec;
import dev.evenkeel.model.learner.LinearStreams;
import dev.evenkeel.model.learner.ModelKind;
import dev.evenkeel.model.learner.TrainingLane;
import dev.evenkeel.model.math.GemmChoice;
import dev.evenkeel.model.update.AdamHyperparameters;
import dev.evenkeel.model.update.NagHyperparameters;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LaneCodecTest {
    private static final int ROWS = 400;
    private static final EvaluationSettings SETTINGS = new EvaluationSettings(50, 0.99);

    @ParameterizedTest
    @EnumSource(Task.class)
    void aLaneRestoredAnywhereEndsInTheSameBytes(Task task) throws IOException {
        requireSameBytes(codec(task), LinearStreams.stream(task, 4, ROWS, j -> Math.pow(10, j)));
    }

    /** Its rows wait for their micro-batch across restores. */
    @ParameterizedTest
    @EnumSource(Task.class)
    void aNetworkRestoredAnywhereEndsInTheSameBytes(Task task) throws IOException {
        LearnerSpec linear = LinearStreams.spec(task);
        LearnerSpec network = new LearnerSpec(
                linear.schema(),
                ModelKind.NETWORK,
                linear.loss().kind(),
                AdamHyperparameters.DEFAULT,
                List.of(new LayerSpec.Dense(8), new LayerSpec.LayerNorm(), new LayerSpec.Relu()),
                7,
                3,
                GemmChoice.AUTO);
        requireSameBytes(new LaneCodec(network, SETTINGS), LinearStreams.stream(task, 4, ROWS, j -> Math.pow(10, j)));
    }

    private static void requireSameBytes(LaneCodec codec, MiniBatch stream) throws IOException {
        for (int seed = 0; seed < 10; seed++) {
            Random random = new Random(seed);
            TrainingLane undisturbed = codec.fresh();
            TrainingLane lane = codec.fresh();
            for (int from = 0; from < ROWS; ) {
                int to = Math.min(ROWS, from + 1 + random.nextInt(120));
                MiniBatch window = new MiniBatch.Builder(LinearStreams.WIDTH, to - from)
                        .add(stream, from, to)
                        .build();
                for (TrainingLane each : List.of(undisturbed, lane)) {
                    each.learn(window);
                    each.counts().publish(each.learner().version());
                }
                lane = random.nextBoolean() ? read(codec, bytes(lane)) : lane.copy();
                from = to;
            }
            assertThat(bytes(lane)).isEqualTo(bytes(undisturbed));
        }
    }

    @Test
    void aFreshLaneSurvives() throws IOException {
        LaneCodec codec = codec(Task.BINARY);
        TrainingLane read = read(codec, bytes(codec.fresh()));
        assertThat(read.counts().examples()).isZero();
        assertThat(read.counts().lastTimeMs()).isEqualTo(Long.MIN_VALUE);
        assertThat(read.settings()).isEqualTo(SETTINGS);
        assertThat(bytes(read)).isEqualTo(bytes(codec.fresh()));
    }

    @Test
    void rowsThatWaitSurvive() throws IOException {
        LaneCodec codec = codec(Task.BINARY);
        byte[] state = bytes(codec.fresh());
        MiniBatch waiting = LinearStreams.stream(Task.BINARY, 1, 3, j -> 1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int empty = 12 + 4; // counts and the one offset of a batch without rows
        out.write(state, 0, state.length - empty);
        BatchCodec.write(waiting, new DataOutputStream(out));
        TrainingLane read = read(codec, out.toByteArray());
        assertThat(read.waiting().numeric()).isEqualTo(waiting.numeric());
        assertThat(bytes(read)).isEqualTo(out.toByteArray());
        assertThat(bytes(read.copy())).isEqualTo(out.toByteArray());
    }

    @Test
    void aNewerLayoutIsRefusedNamingBoth() throws IOException {
        LaneCodec codec = codec(Task.BINARY);
        byte[] bytes = bytes(codec.fresh());
        for (int version : new int[] {2, 0, -1, Integer.MAX_VALUE}) {
            ByteBuffer.wrap(bytes).putInt(version);
            assertThatThrownBy(() -> read(codec, bytes))
                    .isInstanceOf(IOException.class)
                    .hasMessage("unknown layout of lane state: version=" + version + ", expected<=1");
        }
    }

    @Test
    void anotherModelIsRefusedNamingBothValues() throws IOException {
        byte[] bytes = bytes(codec(Task.BINARY).fresh());
        LaneCodec other = new LaneCodec(
                LinearStreams.spec(Schemas.of(Task.BINARY, LinearStreams.WIDTH, 1, 1, 16), NagHyperparameters.DEFAULT),
                new EvaluationSettings(60, 0.99));
        assertThatThrownBy(() -> read(other, bytes))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the saved state is of another model: evaluation.window=60, saved=50;"
                        + " schema.hash-bits=16, saved=18. Restore the setting, or start without the state (--fresh)");
    }

    @Test
    void everyTruncationIsRefused() throws IOException {
        LaneCodec codec = codec(Task.MULTICLASS);
        byte[] bytes = bytes(trained(codec, Task.MULTICLASS, 20));
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> read(codec, cut)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void damageIsRefusedAsDamage() throws IOException {
        LaneCodec codec = codec(Task.REGRESSION);
        byte[] bytes = bytes(trained(codec, Task.REGRESSION, 5));
        int refused = 0;
        for (int bit = 0; bit < 8 * bytes.length; bit += 3) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            try {
                read(codec, flipped);
            } catch (IOException | IllegalStateException e) { // the latter where a setting's value was hit
                assertThat(e).hasMessageNotContaining("null");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1_000);
    }

    private static LaneCodec codec(Task task) {
        return new LaneCodec(LinearStreams.spec(task), SETTINGS);
    }

    private static TrainingLane trained(LaneCodec codec, Task task, int rows) {
        TrainingLane lane = codec.fresh();
        lane.learn(LinearStreams.stream(task, 2, rows, j -> 1));
        return lane;
    }

    private static byte[] bytes(TrainingLane lane) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LaneCodec.write(lane, new DataOutputStream(out));
        return out.toByteArray();
    }

    private static TrainingLane read(LaneCodec codec, byte[] bytes) throws IOException {
        return codec.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }
}
