package dev.evenkeel.connectors.kafka;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who we are to the brokers, as far as client settings tell: brokers do not say. Mappings of names that the brokers make are not
 * known here.
 */
final class Identity {
    private static final String UNKNOWN = "unknown";
    private static final Pattern USER = Pattern.compile("\\b(?:username|principal|clientId)\\s*=\\s*\"?([^\";\\s]+)");

    private Identity() {}

    /** The principal, such as {@code User:alice}; {@code unknown} where the settings do not say. */
    static String of(Map<String, String> properties) {
        String protocol =
                properties.getOrDefault("security.protocol", "PLAINTEXT").toUpperCase(Locale.ROOT);
        if (protocol.startsWith("SASL")) {
            Matcher user = USER.matcher(properties.getOrDefault("sasl.jaas.config", ""));
            return user.find() ? "User:" + user.group(1) : UNKNOWN;
        }
        if (!protocol.equals("SSL")) {
            return "User:ANONYMOUS";
        }
        try {
            return certificate(properties)
                    .map(own -> "User:" + own.getSubjectX500Principal().getName())
                    .orElse("User:ANONYMOUS");
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            return UNKNOWN; // the client itself says what is wrong with it
        }
    }

    /** Our own certificate; empty where none is set. */
    private static Optional<X509Certificate> certificate(Map<String, String> properties)
            throws IOException, GeneralSecurityException {
        String chain = properties.get("ssl.keystore.certificate.chain");
        if (chain != null) {
            return Optional.of(pem(chain));
        }
        String location = properties.get("ssl.keystore.location");
        if (location == null) {
            return Optional.empty();
        }
        String type = properties.getOrDefault("ssl.keystore.type", "JKS");
        if (type.equalsIgnoreCase("PEM")) {
            return Optional.of(pem(Files.readString(Path.of(location))));
        }
        KeyStore store = KeyStore.getInstance(type);
        char[] password = properties.getOrDefault("ssl.keystore.password", "").toCharArray();
        try (InputStream in = Files.newInputStream(Path.of(location))) {
            store.load(in, password);
        }
        for (String alias : Collections.list(store.aliases())) {
            Certificate own = store.isKeyEntry(alias) ? store.getCertificate(alias) : null;
            if (own instanceof X509Certificate found) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private static X509Certificate pem(String text) throws GeneralSecurityException {
        String begin = "-----BEGIN CERTIFICATE-----";
        byte[] bytes = text.substring(text.indexOf(begin)).getBytes(StandardCharsets.US_ASCII);
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
    }
}
