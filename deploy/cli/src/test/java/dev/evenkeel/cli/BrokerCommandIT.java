package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
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
