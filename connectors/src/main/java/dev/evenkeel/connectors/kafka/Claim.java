package dev.evenkeel.connectors.kafka;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Stands for bytes that lie elsewhere: where, and how to know that they are the right ones.
 *
 * @param uri where they are
 * @param sha256 their SHA-256 in lower-case hex
 * @param bytes how many they are
 */
public record Claim(URI uri, String sha256, long bytes) {
    private static final JsonFactory JSON = new JsonFactory();

    /** Refuses null and what cannot be a hash or a length. */
    public Claim {
        Objects.requireNonNull(uri, "uri");
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("must be 64 digits of lower-case hex: sha256=" + sha256);
        }
        if (bytes < 0) {
            throw new IllegalArgumentException("must be >= 0: bytes=" + bytes);
        }
    }

    /** The claim as a small JSON object. */
    public byte[] toJson() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("uri", uri.toString());
            json.writeStringField("sha256", sha256);
            json.writeNumberField("bytes", bytes);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return out.toByteArray();
    }

    /**
     * Reads what {@link #toJson} wrote; fields unknown to this version are passed over.
     *
     * @throws IOException when it is no claim
     */
    public static Claim fromJson(byte[] json) throws IOException {
        String uri = null;
        String sha256 = null;
        long bytes = -1;
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw noClaim(json, null);
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "uri" -> uri = parser.getText();
                    case "sha256" -> sha256 = parser.getText();
                    case "bytes" -> bytes = parser.getLongValue();
                    default -> parser.skipChildren();
                }
            }
            return new Claim(URI.create(String.valueOf(uri)), String.valueOf(sha256), bytes);
        } catch (IllegalArgumentException | JsonProcessingException e) {
            throw noClaim(json, e);
        }
    }

    private static IOException noClaim(byte[] json, Exception cause) {
        String text = new String(json, 0, Math.min(json.length, 200), StandardCharsets.UTF_8);
        return new IOException(
                "not a claim check: value=" + text + ", expected={\"uri\", \"sha256\", \"bytes\"}", cause);
    }
}
