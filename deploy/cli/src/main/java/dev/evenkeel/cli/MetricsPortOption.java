package dev.evenkeel.cli;

import dev.evenkeel.embedded.Ports;
import java.io.IOException;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** Lets Prometheus ask a job in this process for its metrics; to be mixed in. */
final class MetricsPortOption {
    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            description = "Serve the job's metrics for Prometheus at http://localhost:PORT/metrics. Default: nowhere.")
    private Integer port;

    /**
     * The port, when one is named: a free one, since Flink would go on without its metrics.
     *
     * @throws IOException when it is taken, or may not be listened at
     */
    OptionalInt port() throws IOException {
        if (port == null) {
            return OptionalInt.empty();
        }
        if (port < 1 || port > 65_535) {
            throw new UsageException("must be in [1, 65535]: --metrics-port=" + port);
        }
        return OptionalInt.of(Ports.claim("0.0.0.0", port));
    }
}
