package dev.evenkeel.cli;

import dev.evenkeel.embedded.BrokerSecurity;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** What a development broker asks of its clients, from a file of Java properties. Stateless. */
final class BrokerSecurityFile {
    private static final String USER = "user.";
    private static final String SUPERUSERS = "superusers";
    private static final String SSL = "ssl.";

    private BrokerSecurityFile() {}

    /**
     * Reads {@code user.NAME} (a password for SCRAM-SHA-512), {@code superusers} (principals, parted by semicolons; others then need
     * access control lists) and the broker's {@code ssl.*}.
     *
     * @throws IOException when the file cannot be read
     * @throws UsageException naming the key that is none of these, or that nothing is asked for
     */
    static BrokerSecurity read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        Map<String, String> users = new HashMap<>();
        Map<String, String> ssl = new HashMap<>();
        for (String key : properties.stringPropertyNames()) {
            String value = properties.getProperty(key).strip();
            if (key.startsWith(USER)) {
                users.put(key.substring(USER.length()), value);
            } else if (key.startsWith(SSL)) {
                ssl.put(key, value);
            } else if (!key.equals(SUPERUSERS)) {
                throw new UsageException("unknown key: %s in --security=%s, expected=user.NAME | superusers | ssl.*"
                        .formatted(key, file));
            }
        }
        if (users.isEmpty() && ssl.isEmpty()) {
            throw new UsageException("must ask for passwords or certificates: --security=%s, expected=user.NAME | ssl.*"
                    .formatted(file));
        }
        String transport = ssl.isEmpty() ? "PLAINTEXT" : "SSL";
        String superusers = properties.getProperty(SUPERUSERS, "").strip();
        return new BrokerSecurity(
                users.isEmpty() ? transport : "SASL_" + transport,
                users,
                superusers.isEmpty() ? List.of() : List.of(superusers.split("\\s*;\\s*", -1)),
                ssl);
    }
}
