package dev.evenkeel.embedded;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;

/** The properties of a single broker that is its own controller. Timing stays as Kafka has it: restarts depend on it. */
final class BrokerProperties {
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    /** Rejected originals of 8 MiB pass with their headers, and batches of them. */
    private static final int MAX_MESSAGE_BYTES = 64 << 20;

    private static final int MAX_TRANSACTION_MS = 3_600_000;
    private static final int START_TIMEOUT_MS = 60_000;
    private static final int CLEANER_BUFFER_BYTES = 4 << 20;

    private BrokerProperties() {}

    static Properties of(Path directory, int port, int controllerPort) {
        var properties = new Properties();
        identity(properties, directory);
        listeners(properties, port, controllerPort);
        topics(properties);
        sizes(properties);
        return properties;
    }

    private static void identity(Properties properties, Path directory) {
        put(properties, "process.roles", "broker,controller");
        put(properties, "node.id", NODE_ID);
        put(properties, "log.dirs", directory);
        put(properties, "server.max.startup.time.ms", START_TIMEOUT_MS);
    }

    private static void listeners(Properties properties, int port, int controllerPort) {
        String host = EmbeddedKafka.HOST;
        put(
                properties,
                "listeners",
                "PLAINTEXT://%s:%d,%s://%s:%d",
                host,
                port,
                CONTROLLER_LISTENER,
                host,
                controllerPort);
        put(properties, "advertised.listeners", "PLAINTEXT://%s:%d", host, port);
        put(properties, "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,%s:PLAINTEXT", CONTROLLER_LISTENER);
        put(properties, "inter.broker.listener.name", "PLAINTEXT");
        put(properties, "controller.listener.names", CONTROLLER_LISTENER);
        // Not kept in the directory, so the controller's port may differ from start to start.
        put(properties, "controller.quorum.voters", "%d@%s:%d", NODE_ID, host, controllerPort);
    }

    private static void topics(Properties properties) {
        put(properties, "auto.create.topics.enable", false);
        put(properties, "offsets.topic.replication.factor", 1);
        put(properties, "offsets.topic.num.partitions", 1);
        put(properties, "transaction.state.log.replication.factor", 1);
        put(properties, "transaction.state.log.min.isr", 1);
        put(properties, "transaction.state.log.num.partitions", 1);
        put(properties, "share.coordinator.state.topic.replication.factor", 1);
        put(properties, "share.coordinator.state.topic.min.isr", 1);
        put(properties, "group.initial.rebalance.delay.ms", 0);
        put(properties, "transaction.max.timeout.ms", MAX_TRANSACTION_MS);
    }

    private static void sizes(Properties properties) {
        put(properties, "message.max.bytes", MAX_MESSAGE_BYTES);
        put(properties, "replica.fetch.max.bytes", MAX_MESSAGE_BYTES);
        put(properties, "log.cleaner.dedupe.buffer.size", CLEANER_BUFFER_BYTES);
        put(properties, "num.network.threads", 2);
        put(properties, "num.io.threads", 4);
    }

    private static void put(Properties properties, String key, Object value) {
        properties.setProperty(key, value.toString());
    }

    private static void put(Properties properties, String key, String format, Object... values) {
        properties.setProperty(key, String.format(Locale.ROOT, format, values));
    }
}
