package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DashboardCommandTest {
    @TempDir
    private Path folder;

    private static void refused(String message, String... arguments) {
        var run = Invocation.of(arguments);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains(message);
    }

    @Test
    void whatToShowMustBeNamedOnce() throws IOException {
        refused("one of both must be named: -p FILE or --bootstrap HOST:PORT", "dashboard");
        String file = Samples.pipeline(folder).toString();
        refused("one of both must be named", "dashboard", "-p", file, "--bootstrap", "localhost:9092");
    }

    @Test
    void theJobOfAClusterIsShownByACommandOfItsOwn() throws IOException {
        String file = Samples.pipeline(folder).toString();
        refused(
                "--dashboard needs --local; of a job on a cluster",
                "run",
                "-p",
                file,
                "--dashboard",
                "--target",
                "h:1");
    }

    @Test
    void whatCannotBeServedIsRefused() throws IOException {
        refused("must be in [0, 65535]: port=70000", "dashboard", "--bootstrap", "localhost:1", "--port", "70000");
        refused("must be an address such as", "dashboard", "--bootstrap", "localhost:1", "--flink", "jobmanager");
        Path token = Files.writeString(folder.resolve("token"), "short\n");
        refused(
                "must be 16 to 200 letters, digits and ._~+/=-: token of length 5",
                "dashboard",
                "--bootstrap",
                "localhost:1",
                "--token-file",
                token.toString());
        refused(
                "must be readable: --token-file=",
                "dashboard",
                "--bootstrap",
                "localhost:1",
                "--token-file",
                folder.resolve("none").toString());
    }
}
