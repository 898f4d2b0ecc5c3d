package dev.evenkeel.connectors.kafka;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.evenkeel.connectors.kafka.ControlRecord.Action;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** The JSON of {@link ControlRecord}s. Stateless. */
final class ControlJson {
    /** No order is longer; what is may be meant to exhaust us. */
    private static final int MAX_BYTES = 4096;

    private static final int MAX_TEXT = 1000;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private ControlJson() {}

    static byte[] write(ControlRecord record, long timeMs) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("action", record.action().key());
            json.writeStringField("id", record.id());
            if (record.atVersion().isPresent()) {
                json.writeNumberField("at-version", record.atVersion().getAsLong());
            }
            if (record.sequence().isPresent()) {
                json.writeNumberField("sequence", record.sequence().getAsLong());
            }
            if (record.reason().isPresent()) {
                json.writeStringField("reason", shortened(record.reason().get()));
            }
            json.writeStringField("time", Instant.ofEpochMilli(timeMs).toString());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return out.toByteArray();
    }

    static ControlRecord read(RawRecord read) throws ControlException {
        String place = "topic=" + read.topic() + ", partition=" + read.partition() + ", offset=" + read.offset();
        if (read.value() == null || read.value().length > MAX_BYTES) {
            throw new ControlException(
                    "no order: " + place + ": must have 1 to " + MAX_BYTES + " bytes: bytes="
                            + (read.value() == null ? 0 : read.value().length),
                    null);
        }
        try (JsonParser json = JSON.createParser(read.value())) {
            Fields fields = new Fields(read.partition() + "-" + read.offset());
            fields.read(json);
            return fields.toRecord();
        } catch (IOException | IllegalArgumentException e) {
            throw new ControlException("no order: " + place + ": " + firstLine(e), e);
        }
    }

    private static String shortened(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT - 1) + "…";
    }

    /** Jackson says where on further lines. */
    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /** The fields of an object as they come. */
    private static final class Fields {
        private Action action;
        private String id;
        private OptionalLong atVersion = OptionalLong.empty();
        private OptionalLong sequence = OptionalLong.empty();
        private Optional<String> reason = Optional.empty();

        Fields(String defaultId) {
            id = defaultId;
        }

        void read(JsonParser json) throws IOException {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("must be a JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "action" -> action = action(text(name, json));
                    case "id" -> id = text(name, json);
                    case "at-version" -> atVersion = OptionalLong.of(number(name, json));
                    case "sequence" -> sequence = OptionalLong.of(number(name, json));
                    case "reason" -> reason = Optional.of(text(name, json));
                    case "time" -> text(name, json);
                    default ->
                        throw new IllegalArgumentException("unknown field: field=" + shortened(name)
                                + ", expected=action | id | at-version | sequence | reason | time");
                }
            }
            if (json.nextToken() != null) {
                throw new IllegalArgumentException("must be one JSON object");
            }
        }

        ControlRecord toRecord() {
            if (action == null) {
                throw new IllegalArgumentException("must be given: action");
            }
            return new ControlRecord(action, id, atVersion, sequence, reason);
        }

        private static Action action(String key) {
            return Arrays.stream(Action.values())
                    .filter(action -> action.key().equals(key))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("unknown action: action=" + shortened(key)
                            + ", expected="
                            + Arrays.stream(Action.values()).map(Action::key).collect(Collectors.joining(" | "))));
        }

        private static String text(String name, JsonParser json) throws IOException {
            if (json.currentToken() != JsonToken.VALUE_STRING) {
                throw new IllegalArgumentException("must be a text: " + name + "=" + json.currentToken());
            }
            return json.getText();
        }

        private static long number(String name, JsonParser json) throws IOException {
            if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                throw new IllegalArgumentException("must be a whole number: " + name + "=" + json.currentToken());
            }
            return json.getLongValue();
        }
    }
}
