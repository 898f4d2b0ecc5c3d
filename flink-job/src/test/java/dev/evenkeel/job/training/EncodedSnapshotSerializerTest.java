package dev.evenkeel.job.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.connectors.kafka.SnapshotId;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class EncodedSnapshotSerializerTest {
    private final EncodedSnapshotSerializer serializer = new EncodedSnapshotSerializer();

    @Test
    void aSnapshotComesBackAsItWas() throws IOException {
        EncodedSnapshot snapshot =
                new EncodedSnapshot(new SnapshotId("drift", 3, 192, "abc"), new byte[] {1, 2, 3}, 77);
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(snapshot, out);
        EncodedSnapshot read = serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));

        assertThat(read).isEqualTo(snapshot);
        assertThat(read.bytes()).containsExactly(1, 2, 3);
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
                .hasMessage(
                        "state of a newer version: serializer=EncodedSnapshotSerializer, version=2, expected=at most 1");
    }
}
