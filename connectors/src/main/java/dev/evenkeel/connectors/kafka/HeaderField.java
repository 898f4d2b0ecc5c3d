package dev.evenkeel.connectors.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A header of a record. The array is not copied and must not be changed.
 *
 * @param name the header's name; a record may hold it more than once
 * @param value its bytes, or null
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record HeaderField(String name, byte[] value) {
    /** Refuses a null name. */
    public HeaderField {
        Objects.requireNonNull(name, "name");
    }

    /** A header that is text. */
    public static HeaderField text(String name, String value) {
        return new HeaderField(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** The value as text; empty when null. */
    public String text() {
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }

    /** The text of the last header of that name. */
    public static Optional<String> last(List<HeaderField> headers, String name) {
        return headers.stream()
                .filter(h -> h.name.equals(name))
                .reduce((a, b) -> b)
                .map(HeaderField::text);
    }

    /** Bytes this header takes in a record, about. */
    int sizeBytes() {
        return name.length() + (value == null ? 0 : value.length) + 10;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HeaderField that && name.equals(that.name) && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(value);
    }
}
