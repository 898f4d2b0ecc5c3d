package dev.evenkeel.connectors.file;

import dev.evenkeel.connectors.format.FieldVisitor;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;

/** The distinct values of the label, missing ones left out. */
final class LabelSample implements FieldVisitor {
    private final String label;
    private final Set<String> missing;
    private final Set<String> values = new LinkedHashSet<>();

    LabelSample(String label, Set<String> missing) {
        this.label = label;
        this.missing = missing;
    }

    Set<String> values() {
        return values;
    }

    @Override
    public void value(String column, byte[] bytes, int from, int to) {
        if (column.equals(label)) {
            String text = new String(bytes, from, to - from, StandardCharsets.UTF_8).strip();
            if (!text.isEmpty() && !missing.contains(text)) {
                values.add(text);
            }
        }
    }

    @Override
    public void missing(String column) {
        // no class
    }

    @Override
    public void nested(String column) {
        // no class
    }
}
