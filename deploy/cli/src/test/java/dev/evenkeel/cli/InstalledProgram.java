package dev.evenkeel.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Programs that tests need and that a machine need not have: without them tests are skipped, unless they are required. */
final class InstalledProgram {
    /** Names, joined by commas, of what must not be missing. */
    private static final String VARIABLE = "EVENKEEL_REQUIRE";

    private InstalledProgram() {}

    /** A program on the path; skips the test, visibly, when it is missing and not required. */
    static Path of(String name) {
        Optional<Path> found = Stream.of(System.getenv("PATH").split(":", -1))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
        List<String> required =
                Arrays.asList(System.getenv().getOrDefault(VARIABLE, "").split(",", -1));
        if (found.isEmpty() && required.contains(name)) {
            throw new IllegalStateException("must be installed: " + name + ", since " + VARIABLE + "=" + required);
        }
        Assumptions.assumeTrue(found.isPresent(), () -> "SKIPPED: " + name + " is not installed");
        return found.orElseThrow();
    }
}
