package dev.evenkeel.cli;

import org.apache.logging.log4j.core.config.Configurator;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options that every command has, before or after its name. */
final class CommonOptions {
    private static final String VERBOSE_LOGGING = "classpath:log4j2-verbose.xml";

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Print one JSON object on standard output, and nothing else there.")
    private boolean json;

    private boolean verbose;

    boolean json() {
        return json;
    }

    boolean verbose() {
        return verbose;
    }

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Show stack traces and what Kafka and Flink log.")
    void verbose(boolean on) {
        verbose = on;
        if (on) {
            Configurator.initialize("evenkeel", VERBOSE_LOGGING);
        }
    }
}
