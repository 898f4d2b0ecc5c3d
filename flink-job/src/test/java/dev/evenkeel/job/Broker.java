package dev.evenkeel.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.connectors.kafka.KafkaAccess;
import dev.evenkeel.connectors.kafka.RawRecord;
import dev.evenkeel.connectors.kafka.TopicReader;
import dev.evenkeel.embedded.BrokerSettings;
import dev.evenkeel.embedded.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A real broker in this process, for one class of tests. */
final class Broker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MAX_RECORD_BYTES = 16 << 20;

    private final EmbeddedKafka kafka;
    private final KafkaAccess access;

    private Broker(EmbeddedKafka kafka) {
        this.kafka = kafka;
        access = KafkaAccess.plain(kafka.bootstrap());
    }

    static Broker start(Path directory) throws IOException {
        return new Broker(EmbeddedKafka.start(BrokerSettings.in(directory)));
    }

    String bootstrap() {
        return kafka.bootstrap();
    }

    /** Publishes records in their order and waits until all are acknowledged. */
    void publish(Stream<ProducerRecord<byte[], byte[]>> records) throws Exception {
        Properties properties = access.clientProperties();
        properties.setProperty("linger.ms", "5");
        properties.setProperty("max.request.size", Integer.toString(MAX_RECORD_BYTES));
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (Future<RecordMetadata> sent : records.map(producer::send).toList()) {
                assertThat(sent.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).hasOffset())
                        .isTrue();
            }
        }
    }

    /** All committed records of a topic. */
    List<RawRecord> read(String topic) throws IOException {
        List<RawRecord> records = new ArrayList<>();
        try (TopicReader reader = TopicReader.fromBeginning(access, topic, PATIENCE)) {
            reader.readToEnd(records::add);
        }
        return records;
    }

    @Override
    public void close() throws IOException {
        kafka.close();
    }
}
