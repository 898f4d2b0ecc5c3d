package dev.evenkeel.model.data;

import java.util.Objects;

/**
 * The column that holds an example's event time.
 *
 * @param field the column's name
 * @param format {@code epoch-ms}, {@code epoch-s}, {@code iso} (ISO-8601 with zone, or without one in UTC), or a pattern of
 *     {@link java.time.format.DateTimeFormatter} read as UTC
 */
public record TimeField(String field, String format) {
    /** Refuses null. */
    public TimeField {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(format, "format");
    }
}
