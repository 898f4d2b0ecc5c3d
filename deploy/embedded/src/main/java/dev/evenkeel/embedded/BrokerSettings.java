package dev.evenkeel.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * Where an embedded broker keeps its data, where it listens, and what it asks of its clients.
 *
 * @param directory made when absent; a directory of an earlier broker is taken over with its topics
 * @param port of 127.0.0.1, in [0, 65535]; 0 takes a free one
 * @param closeTimeout how long {@link EmbeddedKafka#close} waits, positive
 * @param security what it asks of its clients
 */
public record BrokerSettings(Path directory, int port, Duration closeTimeout, BrokerSecurity security) {
    private static final int MAX_PORT = 65535;
    private static final Duration DEFAULT_CLOSE_TIMEOUT = Duration.ofSeconds(30);

    /** Checks the settings. */
    public BrokerSettings {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(security, "security");
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("must be in [0, " + MAX_PORT + "]: port=" + port);
        }
        if (closeTimeout.isNegative() || closeTimeout.isZero()) {
            throw new IllegalArgumentException("must be positive: closeTimeout=" + closeTimeout);
        }
    }

    /** A broker on that directory, on a free port, without security. */
    public static BrokerSettings in(Path directory) {
        return new BrokerSettings(directory, 0, DEFAULT_CLOSE_TIMEOUT, BrokerSecurity.NONE);
    }

    /** The same on another port. */
    public BrokerSettings withPort(int newPort) {
        return new BrokerSettings(directory, newPort, closeTimeout, security);
    }

    /** The same with another patience. */
    public BrokerSettings withCloseTimeout(Duration newTimeout) {
        return new BrokerSettings(directory, port, newTimeout, security);
    }

    /** The same, but for what it asks of its clients. */
    public BrokerSettings withSecurity(BrokerSecurity newSecurity) {
        return new BrokerSettings(directory, port, closeTimeout, newSecurity);
    }
}
