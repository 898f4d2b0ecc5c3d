package dev.evenkeel.job.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.job.DriftingRows;
import dev.evenkeel.job.TestPipelines;
import dev.evenkeel.model.data.BatchCodec;
import dev.evenkeel.model.data.MiniBatch;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class LaneBatchSerializerTest {
    private final LaneBatchSerializer serializer = new LaneBatchSerializer();

    @Test
    void aBatchComesBackAsItWas() throws IOException {
        LaneBatch batch = new LaneBatch(3, new DriftingRows(1).batch(TestPipelines.pipeline(), 5, 9), 120);
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(batch, out);
        LaneBatch read = serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));

        assertThat(read.lane()).isEqualTo(3);
        assertThat(read.waitedMs()).isEqualTo(120);
        assertThat(read.batch()).usingRecursiveComparison().isEqualTo(batch.batch());
    }

    @Test
    void readsBatchesThatTheFirstVersionLeftOnTheirWay() throws IOException {
        MiniBatch batch = new DriftingRows(1).batch(TestPipelines.pipeline(), 5, 9);
        DataOutputSerializer out = new DataOutputSerializer(64);
        out.writeInt(3);
        BatchCodec.write(batch, out);
        LaneBatch read = serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));

        assertThat(read.lane()).isEqualTo(3);
        assertThat(read.waitedMs()).isEqualTo(LaneBatch.UNKNOWN);
        assertThat(read.batch()).usingRecursiveComparison().isEqualTo(batch);
    }

    @Test
    void refusesStateOfANewerVersion() {
        assertThatThrownBy(() -> serializer
                        .snapshotConfiguration()
                        .readSnapshot(
                                3,
                                new DataInputDeserializer(new byte[0]),
                                getClass().getClassLoader()))
                .isInstanceOf(IOException.class)
                .hasMessage("state of a newer version: serializer=LaneBatchSerializer, version=3, expected=at most 2");
    }
}
