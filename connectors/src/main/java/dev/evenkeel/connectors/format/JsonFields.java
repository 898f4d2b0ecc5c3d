package dev.evenkeel.connectors.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;

/** The fields of a flat JSON object, read as a stream of tokens. Values inside other values are skipped. */
final class JsonFields implements FieldReader {
    private static final int KEPT_BYTES = 1 << 16;

    private final JsonFactory factory = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .build();
    private byte[] text = new byte[256];

    @Override
    public void read(byte[] bytes, int from, int to, FieldVisitor visitor) throws DecodeException {
        // A zero byte is no JSON in UTF-8, and would make the parser guess another encoding.
        if (!Text.isUtf8(bytes, from, to) || Text.indexOf((byte) 0, bytes, from, to) < to) {
            throw DecodeException.of("invalid UTF-8", "row", bytes, from, to, "UTF-8 text");
        }
        if (text.length > KEPT_BYTES) {
            text = new byte[KEPT_BYTES];
        }
        try (JsonParser parser = factory.createParser(bytes, from, to - from)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw DecodeException.of("not an object", "row", bytes, from, to, "a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                field(parser, visitor);
            }
            if (parser.nextToken() != null) {
                throw DecodeException.of("text after the object", "row", bytes, from, to, "one JSON object a record");
            }
        } catch (IOException e) {
            throw DecodeException.of("not JSON", "row", bytes, from, to, "a JSON object");
        }
    }

    private void field(JsonParser parser, FieldVisitor visitor) throws IOException, DecodeException {
        String name = parser.currentName();
        switch (parser.nextToken()) {
            case VALUE_NULL -> visitor.missing(name);
            case START_OBJECT, START_ARRAY -> {
                visitor.nested(name);
                parser.skipChildren();
            }
            default -> {
                int length = encode(name, parser);
                visitor.value(name, text, 0, length);
            }
        }
    }

    /** Writes the current value's characters into {@link #text} as UTF-8 and gives their number of bytes. */
    private int encode(String name, JsonParser parser) throws IOException, DecodeException {
        char[] chars = parser.getTextCharacters();
        int i = parser.getTextOffset();
        int end = i + parser.getTextLength();
        if (3L * (end - i) > text.length) {
            text = Arrays.copyOf(text, Math.max(3 * (end - i), text.length));
        }
        int length = 0;
        while (i < end) {
            char c = chars[i++];
            if (c < 0x80) {
                text[length++] = (byte) c;
            } else if (c < 0x800) {
                text[length++] = (byte) (0xC0 | (c >> 6));
                text[length++] = (byte) (0x80 | (c & 0x3F));
            } else if (!Character.isSurrogate(c)) {
                text[length++] = (byte) (0xE0 | (c >> 12));
                text[length++] = (byte) (0x80 | ((c >> 6) & 0x3F));
                text[length++] = (byte) (0x80 | (c & 0x3F));
            } else if (Character.isHighSurrogate(c) && i < end && Character.isLowSurrogate(chars[i])) {
                int point = Character.toCodePoint(c, chars[i++]);
                text[length++] = (byte) (0xF0 | (point >> 18));
                text[length++] = (byte) (0x80 | ((point >> 12) & 0x3F));
                text[length++] = (byte) (0x80 | ((point >> 6) & 0x3F));
                text[length++] = (byte) (0x80 | (point & 0x3F));
            } else {
                throw new DecodeException("invalid UTF-8", name, "a lone surrogate", "UTF-8 text");
            }
        }
        return length;
    }
}
