package dev.evenkeel.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedKafkaIT {
    private static final String TOPIC = "examples";
    private static final int EIGHT_MIB = 8 << 20;

    @TempDir
    private Path directory;

    @Test
    void committedRecordsSurviveARestartAndAbortedOnesAreNeverSeen() throws Exception {
        try (var kafka = EmbeddedKafka.start(BrokerSettings.in(directory))) {
            createTopic(kafka);
            produce(kafka, new byte[] {1}, true);
            produce(kafka, new byte[] {2}, false);
            produce(kafka, new byte[EIGHT_MIB], true);
            assertThat(committedSizes(kafka, 2)).containsExactly(1, EIGHT_MIB);
        }

        try (var kafka = EmbeddedKafka.start(BrokerSettings.in(directory))) {
            produce(kafka, new byte[] {3, 3}, true);
            assertThat(committedSizes(kafka, 3)).containsExactly(1, EIGHT_MIB, 2);
        }
    }

    @Test
    void listensOnThePortItIsGiven() throws IOException {
        int port = Ports.claim(EmbeddedKafka.HOST, 0);

        try (var kafka = EmbeddedKafka.start(BrokerSettings.in(directory).withPort(port))) {
            assertThat(kafka.bootstrap()).isEqualTo("127.0.0.1:" + port);
        }
    }

    @Test
    void namesATakenPort() throws IOException {
        try (var taken = new ServerSocket(0)) {
            var settings = BrokerSettings.in(directory).withPort(taken.getLocalPort());

            assertThatThrownBy(() -> EmbeddedKafka.start(settings))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("port must be free: port=%d, host=127.0.0.1", taken.getLocalPort());
        }
    }

    @Test
    void refusesADirectoryThatAnotherBrokerUses() throws IOException {
        var settings = BrokerSettings.in(directory);
        try (var first = EmbeddedKafka.start(settings)) {
            assertThatThrownBy(() -> EmbeddedKafka.start(settings))
                    .as("while %s runs", first.bootstrap())
                    .isInstanceOf(IOException.class)
                    .hasMessage("another broker must not run on the same directory: directory=" + directory);
        }
    }

    @Test
    void refusesADirectoryThatIsAFile() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> EmbeddedKafka.start(BrokerSettings.in(file)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("broker directory must be writable: directory=" + file);
    }

    @Test
    void makesNoTopicByItself() throws Exception {
        try (var kafka = EmbeddedKafka.start(BrokerSettings.in(directory));
                var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
            assertThatThrownBy(() ->
                            admin.describeTopics(List.of(TOPIC)).allTopicNames().get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
        }
    }

    private static void createTopic(EmbeddedKafka kafka) throws Exception {
        var topic = new NewTopic(TOPIC, 1, (short) 1);
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
            admin.createTopics(List.of(topic)).all().get();
        }
    }

    private static void produce(EmbeddedKafka kafka, byte[] value, boolean commit) throws Exception {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                kafka.bootstrap(),
                "transactional.id",
                "writer",
                "transaction.timeout.ms",
                3_600_000,
                "max.request.size",
                2 * EIGHT_MIB);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(TOPIC, value)).get();
            if (commit) {
                producer.commitTransaction();
            } else {
                producer.abortTransaction();
            }
        }
    }

    private static List<Integer> committedSizes(EmbeddedKafka kafka, int expected) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", kafka.bootstrap(),
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest");
        var partition = new TopicPartition(TOPIC, 0);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            var sizes = new ArrayList<Integer>();
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (sizes.size() < expected && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> sizes.add(record.value().length));
            }
            return sizes;
        }
    }
}
