package dev.evenkeel.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * Where an embedded broker keeps its data and where it listens.
 *
 * @param directory made when absent; a directory of an earlier broker is taken over with its topics
 * @param port of 127.0.0.1, in [0, 65535]; 0 takes a free one
 * @param closeTimeout how long {@link EmbeddedKafka#close} waits, positive
 */
public record BrokerSettings(Path directory, int port, Duration closeTimeout) {
    private static final int MAX_PORT = 65535;
    private static final Duration DEFAULT_CLOSE_TIMEOUT = Duration.ofSeconds(30);

    /** Checks the settings. */
    public BrokerSettings {
        Objects.requireNonNull(directory, "directory");
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("must be in [0, " + MAX_PORT + "]: port=" + port);
        }
        if (closeTimeout.isNegative() || closeTimeout.isZero()) {
            throw new IllegalArgumentException("must be positive: closeTimeout=" + closeTimeout);
        }
    }

    /** A broker on that directory, on a free port. */
    public static BrokerSettings in(Path directory) {
        return new BrokerSettings(directory, 0, DEFAULT_CLOSE_TIMEOUT);
    }

    /** The same on another port. */
    public BrokerSettings withPort(int newPort) {
        return new BrokerSettings(directory, newPort, closeTimeout);
    }

    /** The same with another patience. */
    public BrokerSettings withCloseTimeout(Duration newTimeout) {
        return new BrokerSettings(directory, port, newTimeout);
    }
}
