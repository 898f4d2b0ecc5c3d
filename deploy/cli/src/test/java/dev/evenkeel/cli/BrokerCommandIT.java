package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BrokerCommandIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @Test
    void runsUntilItIsAskedToStop() {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var main = new Main(Invocation.stream(out), Invocation.stream(err));

        var exitCode = CompletableFuture.supplyAsync(
                () -> main.execute("broker", "--json", "--port", "0", "--dir", directory.toString()));
        await().atMost(PATIENCE)
                .until(() -> err.toString(StandardCharsets.UTF_8).contains("Ctrl-C stops it"));
        assertThat(exitCode).isNotDone();
        main.stopSignal().ask();

        assertThat(exitCode).succeedsWithin(PATIENCE).isEqualTo(0);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"bootstrap\":\"127.0.0.1:");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("For development only");
    }

    @Test
    void asksForPasswordsWhereItsFileSays() throws Exception {
        Path security = directory.resolve("security.properties");
        Files.writeString(security, "user.alice = alices\nuser.admin = admins\nsuperusers = User:admin\n");
        Path pipeline = Samples.pipeline(directory);
        var err = new ByteArrayOutputStream();
        var main = new Main(Invocation.stream(new ByteArrayOutputStream()), Invocation.stream(err));
        String data = directory.resolve("kafka").toString();

        var exitCode = CompletableFuture.supplyAsync(
                () -> main.execute("broker", "--port", "0", "--dir", data, "--security", security.toString()));
        await().atMost(PATIENCE)
                .until(() -> err.toString(StandardCharsets.UTF_8).contains("clients come by SASL_PLAINTEXT"));
        String said = err.toString(StandardCharsets.UTF_8);
        String bootstrap = said.substring(said.indexOf("127.0.0.1:"), said.indexOf(", data in"));
        var right = validate(pipeline, bootstrap, "alices");
        var wrong = validate(pipeline, bootstrap, "bobs");
        main.stopSignal().ask();

        assertThat(right.err())
                .contains("access denied: examples.topic=sample.examples, operation=Read, principal=User:alice");
        assertThat(wrong.err()).contains("access refused, see kafka.properties", "principal=User:alice");
        assertThat(exitCode).succeedsWithin(PATIENCE).isEqualTo(0);
    }

    private static Invocation validate(Path pipeline, String bootstrap, String password) {
        return Invocation.of(
                "validate",
                "--connect",
                "-p",
                pipeline.toString(),
                "--set",
                "kafka.bootstrap=" + bootstrap,
                "--set",
                "kafka.properties={security.protocol: SASL_PLAINTEXT, sasl.mechanism: SCRAM-SHA-512, sasl.jaas.config:"
                        + " 'org.apache.kafka.common.security.scram.ScramLoginModule required username=\"alice\" password=\""
                        + password + "\";'}");
    }

    @Test
    void aFileThatAsksForNothingIsWrongUse() throws IOException {
        Path file = directory.resolve("security.properties");

        Files.writeString(file, "superusers=User:admin\n");
        assertThat(Invocation.of("broker", "--security", file.toString()).err().strip())
                .isEqualTo("error: must ask for passwords or certificates: --security=" + file
                        + ", expected=user.NAME | ssl.*");
        Files.writeString(file, "users.alice=x\n");
        assertThat(Invocation.of("broker", "--security", file.toString()).err().strip())
                .isEqualTo("error: unknown key: users.alice in --security=" + file
                        + ", expected=user.NAME | superusers | ssl.*");
    }

    @Test
    void aTakenPortIsTheEnvironmentsFault() throws IOException {
        try (var taken = new ServerSocket(0)) {
            String port = String.valueOf(taken.getLocalPort());

            var failed = Invocation.of("broker", "--port", port, "--dir", directory.toString());

            assertThat(failed.exitCode()).isEqualTo(1);
            assertThat(failed.err()).startsWith("error: port must be free: port=" + port);
        }
    }

    @Test
    void aPortThatIsNoneIsWrongUse() {
        var failed = Invocation.of("broker", "--port", "65536", "--dir", directory.toString());

        assertThat(failed.exitCode()).isEqualTo(2);
        assertThat(failed.err().strip()).isEqualTo("error: must be in [0, 65535]: port=65536");
    }
}
