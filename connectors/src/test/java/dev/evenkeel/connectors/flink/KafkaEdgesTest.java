package dev.evenkeel.connectors.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.connectors.kafka.KafkaAccess;
import dev.evenkeel.connectors.kafka.OutgoingRecord;
import dev.evenkeel.connectors.kafka.RawRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class KafkaEdgesTest {
    private static final KafkaAccess ACCESS = KafkaAccess.plain("localhost:1");

    @Test
    void readRecordsKeepAllThatARejectNeeds() {
        ConsumerRecord<byte[], byte[]> read = new ConsumerRecord<>("in", 2, 9, new byte[] {1}, null);
        read.headers().add("h", new byte[] {7});
        List<RawRecord> out = new ArrayList<>();
        new RawRecordDeserializer().deserialize(read, new ListCollector<>(out));
        assertThat(out).containsExactly(RawRecord.of(read));
        assertThat(out.get(0).headers().get(0).value()).containsExactly(7);
        assertThat(out.get(0).value()).isNull();
        assertThat(new RawRecordDeserializer().getProducedType()).isEqualTo(StreamTypes.RAW_RECORD);
    }

    @Test
    void writtenRecordsCarryTheirOwnTime() {
        ProducerRecord<byte[], byte[]> out = new OutgoingRecordSchema("out")
                .serialize(new OutgoingRecord(null, new byte[0], List.of(), 5), null, Long.MAX_VALUE);
        assertThat(out.timestamp()).isEqualTo(5);
        assertThat(out.topic()).isEqualTo("out");
    }

    @Test
    void sourcesEndOnlyWhereAsked() {
        SourceSettings settings =
                new SourceSettings(ACCESS, "in", "group", SourceSettings.Start.timestamp(5), Optional.empty());
        assertThat(KafkaSources.create(settings).getBoundedness()).isEqualTo(Boundedness.CONTINUOUS_UNBOUNDED);
        assertThat(KafkaSources.createBounded(settings).getBoundedness()).isEqualTo(Boundedness.BOUNDED);
        assertThat(KafkaSources.create(settings).getProducedType()).isEqualTo(StreamTypes.RAW_RECORD);
    }

    @Test
    void sinksAreMadeForBothGuarantees() {
        SinkSettings.Transactions transactions =
                new SinkSettings.Transactions("bank-snapshots", Duration.ofMinutes(15));
        SinkSettings exactly = SinkSettings.exactlyOnce(ACCESS, "out", transactions);
        assertThat(KafkaSinks.create(exactly)).isNotNull();
        assertThat(KafkaSinks.create(SinkSettings.atLeastOnce(ACCESS, "out"))).isNotNull();
    }

    @Test
    void transactionsNeedAPrefixAndATimeout() {
        assertThatThrownBy(() -> new SinkSettings.Transactions(" ", Duration.ofMinutes(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must not be blank: kafka.transactional-id-prefix= ");
        assertThatThrownBy(() -> new SinkSettings.Transactions("a", Duration.ZERO))
                .hasMessage("must be at least 1 ms: delivery.transaction-timeout=PT0S");
    }
}
