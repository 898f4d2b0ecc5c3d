package dev.evenkeel.job.training;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Writes nested maps and lists as JSON. Stateless and thread-safe. */
final class JsonTree {
    private JsonTree() {}

    /**
     * Writes a value.
     *
     * @param value a map with text as keys, a list, text, a number, a boolean, or null
     * @throws IllegalArgumentException when it, or something in it, is anything else
     */
    static void write(Object value, JsonGenerator json) throws IOException {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(entry.getKey().toString());
                write(entry.getValue(), json);
            }
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object item : list) {
                write(item, json);
            }
            json.writeEndArray();
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Long || value instanceof Integer) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value == null) {
            json.writeNull();
        } else {
            throw new IllegalArgumentException("no form in JSON: type=" + value.getClass());
        }
    }
}
