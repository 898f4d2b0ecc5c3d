package dev.evenkeel.connectors.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumStateSerializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PausableStateTest {
    private static final KafkaSourceEnumState KAFKA = new KafkaSourceEnumState(
            List.of(new KafkaPartitionSplit(new TopicPartition("examples", 3), 0)), List.of(), true);

    private final KafkaSourceEnumStateSerializer kafka = new KafkaSourceEnumStateSerializer();
    private final PausableState.Serializer serializer = new PausableState.Serializer(kafka);

    @Test
    void whatTheControlTopicHadSaidComesBackBesideKafkasOwn() throws IOException {
        Standing standing = new Standing(true, Map.of(0, 12L, 3, 4L));
        byte[] bytes = serializer.serialize(new PausableState(KAFKA, Optional.of(standing)));
        PausableState back = serializer.deserialize(serializer.getVersion(), bytes);

        assertThat(back.standing()).contains(standing);
        assertThat(back.kafka().assignedSplits()).containsExactlyElementsOf(KAFKA.assignedSplits());
    }

    @Test
    void stateOfAPlainKafkaSourceIsTakenOver() throws IOException {
        PausableState back = serializer.deserialize(kafka.getVersion(), kafka.serialize(KAFKA));

        assertThat(back.standing()).isEmpty();
        assertThat(back.kafka().initialDiscoveryFinished()).isTrue();
    }

    @Test
    void stateOfANewerVersionIsRefused() {
        assertThatThrownBy(() -> serializer.deserialize(1002, new byte[0]))
                .isInstanceOf(IOException.class)
                .hasMessage("state of a newer version: source=examples, version=1002, expected=1001");
    }
}
