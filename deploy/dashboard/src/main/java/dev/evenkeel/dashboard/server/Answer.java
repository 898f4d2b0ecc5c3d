package dev.evenkeel.dashboard.server;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serial;
import java.util.Objects;

/** Writes the answer to one request. */
final class Answer {
    static final String JSON_TYPE = "application/json; charset=utf-8";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpExchange exchange;

    Answer(HttpExchange exchange) {
        this.exchange = exchange;
    }

    /** What writes JSON. */
    interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    /** Whoever asked has gone. */
    static final class GoneException extends IOException {
        @Serial
        private static final long serialVersionUID = 1;

        GoneException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    void json(Content content) throws IOException {
        json(200, content);
    }

    private void json(int status, Content content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            content.write(json);
        }
        bytes(status, JSON_TYPE, out.toByteArray());
    }

    void error(int status, String message) throws IOException {
        json(status, json -> {
            json.writeStartObject();
            json.writeStringField("error", Objects.requireNonNullElse(message, "unknown"));
            json.writeEndObject();
        });
    }

    void unauthorized() throws IOException {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
        error(401, "needs the token: Authorization: Bearer ...");
    }

    void file(String name, byte[] bytes) throws IOException {
        exchange.getResponseHeaders().set("Content-Disposition", "attachment; filename=\"" + name + "\"");
        bytes(200, "application/octet-stream", bytes);
    }

    void bytes(int status, String type, byte[] bytes) throws IOException {
        try {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException e) {
            throw new GoneException(e);
        }
    }

    /** What is not known is null. */
    static void number(JsonGenerator json, String name, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumberField(name, value);
        } else {
            json.writeNullField(name);
        }
    }
}
