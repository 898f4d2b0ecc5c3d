package dev.evenkeel.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TopicAdminTest {
    private static final Duration SOON = Duration.ofMillis(300);

    @Test
    void closedPortIsAFailureOfTheEnvironment() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        KafkaAccess access = KafkaAccess.plain("127.0.0.1:" + port);
        assertThatThrownBy(() -> TopicAdmin.connect(access, SOON))
                .isInstanceOfSatisfying(
                        KafkaSetupException.class,
                        e -> assertThat(e.fault()).isEqualTo(KafkaSetupException.Fault.ENVIRONMENT))
                .hasMessage("no broker answers within 300 ms: kafka.bootstrap=127.0.0.1:" + port
                        + "; brokers that ask for TLS or SASL need security.protocol in kafka.properties");
    }

    @Test
    void addressThatIsNoneIsAMistakeInTheConfiguration() {
        assertThatThrownBy(() -> TopicAdmin.connect(KafkaAccess.plain("nowhere"), SOON))
                .isInstanceOfSatisfying(
                        KafkaSetupException.class,
                        e -> assertThat(e.fault()).isEqualTo(KafkaSetupException.Fault.CONFIGURATION))
                .hasMessageStartingWith("cannot be used: kafka.bootstrap=nowhere: ");
    }
}
