package dev.evenkeel.embedded;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What an embedded broker asks of its clients. Its own talk, between broker and controller, goes over further ports of 127.0.0.1
 * without security, as superuser: fit for development and tests, and for nothing else.
 *
 * @param protocol of clients, in Kafka's words: PLAINTEXT, SASL_PLAINTEXT, SSL, SASL_SSL
 * @param users passwords by name for SASL with SCRAM-SHA-512; kept in the directory when it is formatted
 * @param superusers principals that may do everything; with none nobody is asked, else others need access control lists
 * @param properties further settings of the broker: {@code ssl.*}
 */
public record BrokerSecurity(
        String protocol, Map<String, String> users, List<String> superusers, Map<String, String> properties) {
    /** No security at all. */
    public static final BrokerSecurity NONE = new BrokerSecurity("PLAINTEXT", Map.of(), List.of(), Map.of());

    /** The mechanism of users. */
    static final String MECHANISM = "SCRAM-SHA-512";

    /** Copies what can change. */
    public BrokerSecurity {
        Objects.requireNonNull(protocol, "protocol");
        users = Map.copyOf(users);
        superusers = List.copyOf(superusers);
        properties = Map.copyOf(properties);
    }

    /** Users who log in with names and passwords, and need access control lists unless they are superusers. */
    public static BrokerSecurity scram(Map<String, String> users, List<String> superusers) {
        return new BrokerSecurity("SASL_PLAINTEXT", users, superusers, Map.of());
    }

    /** Encryption, and where {@code properties} ask for them certificates of clients. */
    public static BrokerSecurity ssl(Map<String, String> properties) {
        return new BrokerSecurity("SSL", Map.of(), List.of(), properties);
    }

    /** Users as Kafka's formatter takes them. */
    List<String> scramArguments() {
        return new TreeMap<>(users)
                .entrySet().stream()
                        .map(user -> MECHANISM + "=[name=" + user.getKey() + ",password=" + user.getValue() + "]")
                        .toList();
    }

    /** Leaves out passwords and properties. */
    @Override
    public String toString() {
        return "BrokerSecurity[protocol=" + protocol + ", superusers=" + superusers + "]";
    }
}
