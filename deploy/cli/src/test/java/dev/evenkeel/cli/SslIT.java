package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.connectors.kafka.KafkaAccess;
import dev.evenkeel.connectors.kafka.TopicAdmin;
import dev.evenkeel.embedded.BrokerSecurity;
import dev.evenkeel.embedded.BrokerSettings;
import dev.evenkeel.embedded.EmbeddedKafka;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands and a job against a broker that asks for certificates, as {@code config/README.md} says. */
final class SslIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static EmbeddedKafka kafka;

    @BeforeAll
    static void start() throws Exception {
        Path broker = Certificates.keystore(folder, "broker");
        Path client = Certificates.keystore(folder, "client");
        Files.writeString(folder.resolve("broker.pem"), Certificates.pem(broker, "broker"));
        kafka = EmbeddedKafka.start(BrokerSettings.in(folder.resolve("kafka"))
                .withSecurity(BrokerSecurity.ssl(Map.of(
                        "ssl.keystore.type",
                        "PKCS12",
                        "ssl.keystore.location",
                        broker.toString(),
                        "ssl.keystore.password",
                        Certificates.PASSWORD,
                        "ssl.truststore.type",
                        "PEM",
                        "ssl.truststore.certificates",
                        Certificates.pem(client, "client"),
                        "ssl.client.auth",
                        "required"))));
        Files.writeString(folder.resolve("password"), Certificates.PASSWORD + "\n");
        String plain = Files.readString(Samples.pipeline(folder));
        Files.writeString(folder.resolve("ssl.yaml"), plain.replace("  bootstrap: localhost:9092\n", """
                  bootstrap: localhost:9092
                  properties:
                    security.protocol: SSL
                    ssl.truststore.type: PEM
                    ssl.truststore.location: %s
                    ssl.keystore.type: PKCS12
                    ssl.keystore.location: %s
                    ssl.keystore.password: ${file:password}
                """.formatted(
                        folder.resolve("broker.pem"), client)));
    }

    @AfterAll
    static void stop() throws IOException {
        kafka.close();
    }

    @Test
    void aJobLearnsOverTls() throws Exception {
        var replayed =
                Invocation.of(on("replay", "--input", Samples.csv(folder, 500).toString()));
        assertThat(replayed.exitCode()).as(replayed.err()).isZero();
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var main = new Main(Invocation.stream(out), Invocation.stream(err));
        String[] run = on("run", "--local", "--json");

        var exitCode = CompletableFuture.supplyAsync(() -> main.execute(run));
        await().atMost(PATIENCE)
                .until(() -> Invocation.of(on("snapshot", "show")).exitCode() == 0);
        main.stopSignal().ask();

        assertThat(exitCode).succeedsWithin(PATIENCE).isEqualTo(0);
        assertThat(JSON.readTree(out.toString(StandardCharsets.UTF_8))
                        .path("learned")
                        .asInt())
                .isEqualTo(500);
    }

    @Test
    void aClientWithoutTlsIsToldWhatMayBeMissing() {
        KafkaAccess plain = KafkaAccess.plain(kafka.bootstrap());

        assertThatThrownBy(() -> TopicAdmin.connect(plain, Duration.ofMillis(500)))
                .hasMessage("no broker answers within 500 ms: kafka.bootstrap=" + kafka.bootstrap()
                        + "; brokers that ask for TLS or SASL need security.protocol in kafka.properties");
    }

    @Test
    void aCertificateThatNobodyTrustsIsRefused() throws Exception {
        Files.writeString(
                folder.resolve("other.pem"), Certificates.pem(Certificates.keystore(folder, "other"), "other"));

        var run = Invocation.of(on(
                "validate",
                "--connect",
                "--set",
                "kafka.properties.ssl.truststore.location=" + folder.resolve("other.pem")));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("access refused, see kafka.properties")
                .contains("principal=User:CN=client")
                .contains("SSL handshake failed");
    }

    private static String[] on(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-p", folder.resolve("ssl.yaml").toString()));
        for (String set : List.of(
                "kafka.bootstrap=" + kafka.bootstrap(),
                "checkpoint.storage=" + folder.resolve("checkpoints").toUri(),
                "checkpoint.every=200ms",
                "snapshots.every=500ms",
                "model.kind=linear")) {
            all.addAll(List.of("--set", set));
        }
        return all.toArray(String[]::new);
    }
}
