package dev.evenkeel.cli;

import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** Lets Prometheus ask a job in this process for its metrics; to be mixed in. */
final class MetricsPortOption {
    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            description = "Serve the job's metrics for Prometheus at http://localhost:PORT/metrics. Default: nowhere.")
    private Integer port;

    /** The port, when one is named. */
    OptionalInt port() {
        if (port != null && (port < 1 || port > 65_535)) {
            throw new UsageException("must be in [1, 65535]: --metrics-port=" + port);
        }
        return port == null ? OptionalInt.empty() : OptionalInt.of(port);
    }
}
