package dev.evenkeel.embedded;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import org.apache.kafka.common.security.scram.ScramLoginModule;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;

/** The properties of a single broker that is its own controller. Timing stays as Kafka has it: restarts depend on it. */
final class BrokerProperties {
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final String CLIENTS = "CLIENTS";
    private static final String OWN = "OWN";

    /** Rejected originals of 8 MiB pass with their headers, and batches of them. */
    private static final int MAX_MESSAGE_BYTES = 64 << 20;

    private static final int MAX_TRANSACTION_MS = 3_600_000;
    private static final int START_TIMEOUT_MS = 60_000;
    private static final int CLEANER_BUFFER_BYTES = 4 << 20;

    private BrokerProperties() {}

    /**
     * The ports of a broker.
     *
     * @param client clients come here
     * @param own the broker itself, without security; the clients' port where they need none either
     * @param controller the controller
     */
    record Listeners(int client, int own, int controller) {}

    static Properties of(Path directory, Listeners ports, BrokerSecurity security) {
        var properties = new Properties();
        identity(properties, directory);
        if (security.equals(BrokerSecurity.NONE)) {
            listeners(properties, ports.client(), ports.controller());
        } else {
            secured(properties, ports, security);
        }
        topics(properties);
        sizes(properties);
        security.properties().forEach(properties::setProperty);
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

    private static void secured(Properties properties, Listeners ports, BrokerSecurity security) {
        String host = EmbeddedKafka.HOST;
        String advertised = String.format(
                Locale.ROOT, "%s://%s:%d,%s://%s:%d", CLIENTS, host, ports.client(), OWN, host, ports.own());
        put(properties, "listeners", "%s,%s://%s:%d", advertised, CONTROLLER_LISTENER, host, ports.controller());
        put(properties, "advertised.listeners", advertised);
        put(
                properties,
                "listener.security.protocol.map",
                "%s:%s,%s:PLAINTEXT,%s:PLAINTEXT",
                CLIENTS,
                security.protocol(),
                OWN,
                CONTROLLER_LISTENER);
        put(properties, "inter.broker.listener.name", OWN);
        put(properties, "controller.listener.names", CONTROLLER_LISTENER);
        put(properties, "controller.quorum.voters", "%d@%s:%d", NODE_ID, host, ports.controller());
        if (!security.users().isEmpty()) {
            put(properties, "sasl.enabled.mechanisms", BrokerSecurity.MECHANISM);
            put(
                    properties,
                    "listener.name.clients." + BrokerSecurity.MECHANISM.toLowerCase(Locale.ROOT) + ".sasl.jaas.config",
                    ScramLoginModule.class.getName() + " required;");
        }
        if (!security.superusers().isEmpty()) {
            put(properties, "authorizer.class.name", StandardAuthorizer.class.getName());
            put(properties, "super.users", "User:ANONYMOUS;" + String.join(";", security.superusers()));
        }
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
