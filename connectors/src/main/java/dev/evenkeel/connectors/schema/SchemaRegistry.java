package dev.evenkeel.connectors.schema;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * A registry asked over HTTP: {@code GET <url>/schemas/ids/<id>}, as Confluent's and compatible ones answer it (Apicurio's at
 * {@code /apis/ccompat/v7}), or the URL as it is where it holds {@code {id}}. Answers of over 1 MiB are refused; redirects are not
 * followed.
 */
public final class SchemaRegistry implements SchemaSource {
    private static final String ID = "{id}";
    private static final int CONNECT_TIMEOUT_MS = 5_000;
    private static final int READ_TIMEOUT_MS = 10_000;

    private final String option;
    private final String url;
    private final Optional<String> authorization;

    /**
     * A registry; nothing is asked yet.
     *
     * @param option what messages call the setting
     * @param url http or https, without a user in it
     * @param credentials {@code user:password}, for basic authentication
     * @throws IllegalArgumentException when the URL is none
     */
    public SchemaRegistry(String option, String url, Optional<String> credentials) {
        this.option = option;
        this.url = url;
        authorization =
                credentials.map(c -> "Basic " + Base64.getEncoder().encodeToString(c.getBytes(StandardCharsets.UTF_8)));
        try {
            requireWeb(uri(0));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a URL: " + option + "=" + url + ", expected=http://host:port", e);
        }
    }

    private void requireWeb(URI uri) {
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!web || uri.getHost() == null || uri.getUserInfo() != null) {
            throw new IllegalArgumentException("not a URL of the web without a user in it: " + option + "="
                    + uri.getScheme() + "://" + uri.getHost() + ", expected=http://host:port");
        }
    }

    private URI uri(int id) throws URISyntaxException {
        String number = Integer.toString(id);
        return new URI(
                url.contains(ID) ? url.replace(ID, number) : url.replaceAll("/+$", "") + "/schemas/ids/" + number);
    }

    @Override
    public Optional<Schema> find(int id) throws IOException {
        HttpURLConnection connection;
        try {
            connection = (HttpURLConnection) uri(id).toURL().openConnection();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("must be a URL: " + url, e); // it was one when this was made
        }
        connection.setConnectTimeout(CONNECT_TIMEOUT_MS);
        connection.setReadTimeout(READ_TIMEOUT_MS);
        connection.setInstanceFollowRedirects(false);
        connection.setRequestProperty("Accept", "application/vnd.schemaregistry.v1+json, application/json");
        authorization.ifPresent(value -> connection.setRequestProperty("Authorization", value));
        int status = connection.getResponseCode();
        if (status == HttpURLConnection.HTTP_NOT_FOUND) {
            connection.disconnect();
            return Optional.empty();
        }
        if (status != HttpURLConnection.HTTP_OK) {
            connection.disconnect();
            throw new IOException("registry must answer: " + option + "=" + url + ", id=" + id + ", status=" + status);
        }
        return Optional.of(SchemaText.parse("schema " + id, RegistryAnswer.schema(body(connection))));
    }

    private static String body(HttpURLConnection connection) throws IOException {
        try (InputStream in = connection.getInputStream()) {
            byte[] bytes = in.readNBytes(SchemaText.LONGEST + 1);
            if (bytes.length > SchemaText.LONGEST) {
                throw new IllegalArgumentException(
                        "too long: answer of the registry, expected=at most " + SchemaText.LONGEST + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
