package dev.evenkeel.connectors.kafka;

import java.io.Serializable;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/**
 * How to reach the brokers.
 *
 * @param bootstrap {@code host:port}, several joined by commas
 * @param properties handed to the clients as they are (security and the like)
 */
public record KafkaAccess(String bootstrap, Map<String, String> properties) implements Serializable {
    /** Copies the map and refuses null. */
    public KafkaAccess {
        Objects.requireNonNull(bootstrap, "bootstrap");
        properties = Map.copyOf(properties);
    }

    /** Brokers that ask for nothing. */
    public static KafkaAccess plain(String bootstrap) {
        return new KafkaAccess(bootstrap, Map.of());
    }

    /** New properties for a client: the user's, and the bootstrap servers. */
    public Properties clientProperties() {
        Properties client = new Properties();
        client.putAll(properties);
        client.setProperty("bootstrap.servers", bootstrap);
        return client;
    }

    /** Who we are to the brokers, as far as the settings tell: {@code User:alice}, or {@code unknown}. */
    public String principal() {
        return Identity.of(properties);
    }

    /** Leaves out the properties, which may hold secrets. */
    @Override
    public String toString() {
        return "KafkaAccess[bootstrap=" + bootstrap + "]";
    }
}
