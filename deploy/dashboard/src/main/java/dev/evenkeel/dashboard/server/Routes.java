package dev.evenkeel.dashboard.server;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.evenkeel.connectors.kafka.SnapshotEntry;
import dev.evenkeel.dashboard.feed.SnapshotDesk;
import dev.evenkeel.dashboard.feed.TensorChange;
import dev.evenkeel.dashboard.history.Board;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.NoSuchElementException;

/**
 * Which request gets which answer.
 *
 * <table>
 * <caption>Requests</caption>
 * <tr><td>GET a file of the page</td><td>the file, for everybody: it says nothing</td></tr>
 * <tr><td>GET /api/state</td><td>models, runs, last reports, topics</td></tr>
 * <tr><td>GET /api/history?id=&amp;run=&amp;span=ms</td><td>figures over time and marks</td></tr>
 * <tr><td>GET /api/stream</td><td>what is new, as server-sent events</td></tr>
 * <tr><td>GET /api/snapshots?id=</td><td>the snapshots that there are</td></tr>
 * <tr><td>GET /api/compare?id=&amp;a=&amp;b=</td><td>how the tensors of two differ</td></tr>
 * <tr><td>GET /api/download?id=&amp;sequence=</td><td>a snapshot's bytes</td></tr>
 * <tr><td>POST /api/rollback {id, sequence}</td><td>orders the job back to a snapshot; needs the token</td></tr>
 * </table>
 */
final class Routes implements HttpHandler {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_BODY_BYTES = 4096;

    private final Board board;
    private final Hub hub;
    private final Sources sources;
    private final Gate gate;
    private final PageFiles files = new PageFiles();

    Routes(Board board, Hub hub, Sources sources, Gate gate) {
        this.board = board;
        this.hub = hub;
        this.sources = sources;
        this.gate = gate;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            gate.dress(exchange.getResponseHeaders());
            Answer answer = new Answer(exchange);
            if (!gate.meantUs(exchange)) {
                answer.error(
                        421,
                        "not a name of this server: host="
                                + exchange.getRequestHeaders().getFirst("Host"));
                return;
            }
            try {
                route(exchange, answer);
            } catch (IllegalArgumentException | JsonProcessingException e) {
                answer.error(400, e.getMessage());
            } catch (NoSuchElementException e) {
                answer.error(404, e.getMessage());
            }
        }
    }

    private void route(HttpExchange exchange, Answer answer) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        switch (exchange.getRequestMethod()) {
            case "GET" -> {
                var file = files.at(path);
                if (file.isPresent()) {
                    answer.bytes(200, file.get().type, file.get().bytes);
                } else if (!gate.mayLook(exchange)) {
                    answer.unauthorized();
                } else {
                    look(path, exchange, answer);
                }
            }
            case "POST" -> {
                if (!gate.mayOrder(exchange)) {
                    answer.unauthorized();
                } else if (path.equals("/api/rollback")) {
                    rollback(exchange, answer);
                } else {
                    answer.error(404, "no such page: path=" + path);
                }
            }
            default -> answer.error(405, "must be GET or POST: method=" + exchange.getRequestMethod());
        }
    }

    private void look(String path, HttpExchange exchange, Answer answer) throws IOException {
        Query query = new Query(exchange.getRequestURI());
        switch (path) {
            case "/api/state" -> answer.json(this::state);
            case "/api/history" -> history(query, answer);
            case "/api/stream" -> {
                if (!hub.serve(exchange)) {
                    answer.error(503, "too many look on: limit=" + Hub.MOST_CLIENTS);
                }
            }
            case "/api/snapshots" -> asked(answer, () -> snapshots(query, answer));
            case "/api/compare" -> asked(answer, () -> compare(query, answer));
            case "/api/download" -> asked(answer, () -> download(query, answer));
            default -> answer.error(404, "no such page: path=" + path);
        }
    }

    private void state(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("now", System.currentTimeMillis());
        sources.write(json);
        board.writeState(json);
        json.writeEndObject();
    }

    private void history(Query query, Answer answer) throws IOException {
        long spanMs = query.number("span");
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            if (!board.writeHistory(query.text("id"), query.text("run"), (double) spanMs, json)) {
                throw new NoSuchElementException("no such run: id=" + query.text("id") + ", run=" + query.text("run"));
            }
        }
        answer.bytes(200, Answer.JSON_TYPE, out.toByteArray());
    }

    private interface Question {
        void ask() throws IOException;
    }

    /** Brokers that fail are not the asker's fault. */
    private static void asked(Answer answer, Question question) throws IOException {
        try {
            question.ask();
        } catch (Answer.GoneException e) {
            throw e;
        } catch (IOException | IllegalStateException e) {
            answer.error(502, e.getMessage());
        }
    }

    private void snapshots(Query query, Answer answer) throws IOException {
        String id = query.text("id");
        var entries = sources.desk(id).list(model(id));
        answer.json(json -> {
            json.writeStartArray();
            for (SnapshotEntry entry : entries) {
                json.writeStartObject();
                json.writeNumberField("sequence", entry.id().sequence());
                json.writeNumberField("version", entry.id().version());
                json.writeStringField("sha256", entry.sha256());
                json.writeNumberField("bytes", entry.bytes());
                json.writeNumberField("time", entry.timeMs());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private void compare(Query query, Answer answer) throws IOException {
        String id = query.text("id");
        var changes = sources.desk(id).compare(model(id), query.number("a"), query.number("b"));
        answer.json(json -> {
            json.writeStartArray();
            for (TensorChange change : changes) {
                json.writeStartObject();
                json.writeStringField("name", change.name());
                json.writeStringField("shape", change.shape());
                Answer.number(json, "before", change.before());
                Answer.number(json, "after", change.after());
                Answer.number(json, "change", change.change());
                json.writeNumberField("changed", change.changed());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private void download(Query query, Answer answer) throws IOException {
        String id = query.text("id");
        SnapshotDesk desk = sources.desk(id);
        SnapshotEntry entry = desk.find(model(id), query.number("sequence"));
        answer.file("snapshot-" + entry.id().sequence() + ".safetensors", desk.fetch(entry));
    }

    private void rollback(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BODY_BYTES);
        JsonNode order = JSON.readTree(body);
        String id = order.path("id").asText();
        if (!order.path("sequence").canConvertToLong()) {
            throw new IllegalArgumentException(
                    "must be a whole number: sequence=" + order.path("sequence").asText());
        }
        asked(answer, () -> {
            String given =
                    sources.desk(id).rollback(model(id), order.path("sequence").asLong());
            answer.json(json -> {
                json.writeStartObject();
                json.writeStringField("order", given);
                json.writeEndObject();
            });
        });
    }

    private String model(String id) {
        return board.model(id).orElseThrow(() -> new NoSuchElementException("no such model: id=" + id));
    }
}
