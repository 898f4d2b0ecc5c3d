package dev.evenkeel.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The Prometheus operator's own schema of a PodMonitor, out of a package of npm's, fetched once. */
final class PodMonitors {
    private static final String PACKAGE = "@kubernetes-models/prometheus-operator";
    private static final Path INSTALLED = Path.of("target", "npm");
    private static final String VALIDATE = """
            import { PodMonitor } from "%s/monitoring.coreos.com/v1/PodMonitor";
            try { new PodMonitor(JSON.parse(process.argv[1])).validate(); } catch (e) { console.log(e.message); }
            """.formatted(PACKAGE);

    private PodMonitors() {}

    /** What is wrong with it; nothing when it is empty. */
    static String violation(JsonNode monitor) throws IOException, InterruptedException {
        if (!Files.exists(INSTALLED.resolve("node_modules").resolve(PACKAGE))) {
            Files.createDirectories(INSTALLED);
            run(
                    tool("npm"),
                    "install",
                    PACKAGE + "@6.0.0",
                    "--silent",
                    "--no-audit",
                    "--no-fund",
                    "--ignore-scripts",
                    "--prefix",
                    ".");
        }
        return run(tool("node"), "--input-type=module", "-e", VALIDATE, monitor.toString())
                .strip();
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(INSTALLED.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as("%s: %s", command[0], said).isZero();
        return said;
    }

    private static String tool(String name) {
        List<Path> found = Arrays.stream(System.getenv("PATH").split(":", -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .toList();
        List<String> required = Arrays.asList(
                System.getenv().getOrDefault("EVENKEEL_REQUIRE", "").split(",", -1));
        assertThat(found.isEmpty() && required.contains("npm"))
                .as("must be installed: %s", name)
                .isFalse();
        Assumptions.assumeFalse(found.isEmpty(), "SKIPPED: " + name + " is not installed");
        return found.get(0).toString();
    }
}
