package dev.evenkeel.job.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.job.DriftingRows;
import dev.evenkeel.job.TestPipelines;
import dev.evenkeel.job.settings.PipelineText;
import dev.evenkeel.model.snapshot.LaneCodec;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class LaneStateSerializerTest {
    private static final PipelineSpec SPEC = TestPipelines.pipeline();
    private static final DriftingRows ROWS = new DriftingRows(1);

    private final LaneStateSerializer serializer = new LaneStateSerializer();
    private final LaneCodec codec = new PipelineText(SPEC).laneCodec();

    @Test
    void aLaneComesBackAsItWas() throws IOException {
        LaneState state = trained();
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(state, out);
        LaneState read = serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));

        assertThat(read.toBytes()).isEqualTo(state.toBytes());
        read.lane(codec).learn(ROWS.batch(SPEC, 100, 200));
        state.lane(codec).learn(ROWS.batch(SPEC, 100, 200));
        assertThat(read.toBytes()).isEqualTo(state.toBytes());
    }

    @Test
    void aCopyDoesNotChangeWithItsOriginal() throws IOException {
        LaneState state = trained();
        byte[] before = state.toBytes();
        LaneState copy = serializer.copy(state);
        state.lane(codec).learn(ROWS.batch(SPEC, 100, 200));
        assertThat(state.lane(codec).counts().publish(200)).isTrue();

        assertThat(copy.toBytes()).isEqualTo(before);
        assertThat(state.toBytes()).isNotEqualTo(before);
    }

    @Test
    void anOriginalDoesNotChangeWithItsCopy() throws IOException {
        LaneState state = trained();
        byte[] before = state.toBytes();
        serializer.copy(state).lane(codec).learn(ROWS.batch(SPEC, 100, 200));

        assertThat(state.toBytes()).isEqualTo(before);
    }

    @Test
    void aCopyOfUnreadBytesIsIndependentToo() throws IOException {
        LaneState unread = new LaneState(trained().toBytes());
        byte[] before = unread.toBytes().clone();
        serializer.copy(unread).lane(codec).learn(ROWS.batch(SPEC, 100, 200));

        assertThat(unread.toBytes()).isEqualTo(before);
    }

    @Test
    void refusesStateOfANewerVersion() {
        assertThatThrownBy(() -> serializer
                        .snapshotConfiguration()
                        .readSnapshot(
                                2,
                                new DataInputDeserializer(new byte[0]),
                                getClass().getClassLoader()))
                .isInstanceOf(IOException.class)
                .hasMessage("state of a newer version: serializer=LaneStateSerializer, version=2, expected=at most 1");
    }

    @Test
    void refusesALaneOfANewerLayout() throws IOException {
        byte[] bytes = trained().toBytes();
        bytes[3] = 9;

        assertThatThrownBy(() -> new LaneState(bytes).lane(codec))
                .isInstanceOf(IOException.class)
                .hasMessage("unknown layout of lane state: version=9, expected<=1");
    }

    private LaneState trained() throws IOException {
        LaneState state = new LaneState(codec.fresh());
        state.lane(codec).learn(ROWS.batch(SPEC, 0, 100));
        return state;
    }
}
