package dev.evenkeel.connectors.file;

import dev.evenkeel.connectors.format.FieldVisitor;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What the columns of some rows hold. */
final class ColumnSample implements FieldVisitor {
    /** What all values of a column are. */
    enum Kind {
        NOTHING,
        NUMBERS,
        TEXTS
    }

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    private final Map<String, Kind> kinds = new LinkedHashMap<>();
    private final Set<String> missing;

    ColumnSample(Collection<String> known, Set<String> missing) {
        known.forEach(column -> kinds.put(column, Kind.NOTHING));
        this.missing = missing;
    }

    static boolean isNumber(String text) {
        return text.length() <= 64 && NUMBER.matcher(text).matches();
    }

    @Override
    public void value(String column, byte[] bytes, int from, int to) {
        Kind before = kinds.getOrDefault(column, Kind.NOTHING);
        String text = before == Kind.TEXTS ? "" : new String(bytes, from, to - from, StandardCharsets.UTF_8).strip();
        if (before == Kind.TEXTS || missing.contains(text)) {
            kinds.put(column, before);
        } else {
            kinds.put(column, isNumber(text) ? Kind.NUMBERS : Kind.TEXTS);
        }
    }

    @Override
    public void missing(String column) {
        kinds.putIfAbsent(column, Kind.NOTHING);
    }

    @Override
    public void nested(String column) {
        // no decoder reads such a column
    }

    Collection<String> columns() {
        return List.copyOf(kinds.keySet());
    }

    Kind kind(String column) {
        return kinds.get(column);
    }

    void requireColumn(String label) {
        if (!kinds.containsKey(label)) {
            throw new IllegalArgumentException(
                    "not in the file: label=" + label + ", expected=" + String.join(" | ", kinds.keySet()));
        }
    }
}
