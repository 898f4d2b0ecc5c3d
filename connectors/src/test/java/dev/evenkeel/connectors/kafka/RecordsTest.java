package dev.evenkeel.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class RecordsTest {
    private static ProducerRecord<byte[], byte[]> at(long timeMs) {
        return new OutgoingRecord(new byte[] {1}, null, List.of(HeaderField.text("a", "b")), timeMs).to("out");
    }

    @Test
    void recordTimesAreThoseKafkaTakes() {
        assertThat(at(5).timestamp()).isEqualTo(5);
        assertThat(at(-5).timestamp()).isZero();
        assertThat(at(Long.MAX_VALUE).timestamp()).isNull();
        assertThat(at(4_102_444_800_000L).timestamp()).isNull(); // the year 2100
    }

    @Test
    void recordGoesOutAsItIs() {
        ProducerRecord<byte[], byte[]> out = at(5);
        assertThat(out.topic()).isEqualTo("out");
        assertThat(out.partition()).isNull();
        assertThat(out.key()).containsExactly(1);
        assertThat(out.value()).isNull();
        assertThat(out.headers().lastHeader("a").value()).containsExactly('b');
    }

    @Test
    void secretsAreNotPrinted() {
        KafkaAccess access = new KafkaAccess("host:1", Map.of("sasl.jaas.config", "password"));
        assertThat(access).hasToString("KafkaAccess[bootstrap=host:1]");
        assertThat(access.clientProperties())
                .containsEntry("sasl.jaas.config", "password")
                .containsEntry("bootstrap.servers", "host:1");
    }

    @Test
    void topicsOfRowsKeepThemForEverAndTakeLongOnes() {
        assertThat(TopicSpec.rows("a", "examples.topic", 2, 1).config())
                .containsOnly(
                        Map.entry("cleanup.policy", "delete"),
                        Map.entry("retention.ms", "-1"),
                        Map.entry("max.message.bytes", "8388608"));
    }

    @Test
    void topicsNeedPartitionsAndReplicas() {
        assertThatThrownBy(() -> TopicSpec.rows("a", "examples.topic", 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be at least 1: kafka.partitions=0");
        assertThatThrownBy(() -> TopicSpec.compacted("a", "snapshots.topic", 40_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be in [1, 32767]: kafka.replication=40000");
    }
}
