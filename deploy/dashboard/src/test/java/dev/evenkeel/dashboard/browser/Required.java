package dev.evenkeel.dashboard.browser;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Programs that tests need and that a machine need not have: without them tests are skipped, unless they are required. */
public final class Required {
    /** Names, joined by commas, of what must not be missing. */
    private static final String VARIABLE = "EVENKEEL_REQUIRE";

    private Required() {}

    /** A program that was looked for; skips the test, visibly, when it is missing and not required. */
    public static Path program(String name, Optional<Path> found) {
        String required = System.getenv().getOrDefault(VARIABLE, "");
        if (found.isEmpty() && Arrays.asList(required.split(",", -1)).contains(name)) {
            throw new IllegalStateException("must be installed: " + name + ", since " + VARIABLE + "=" + required);
        }
        Assumptions.assumeTrue(found.isPresent(), () -> "SKIPPED: " + name + " is not installed");
        return found.orElseThrow();
    }
}
