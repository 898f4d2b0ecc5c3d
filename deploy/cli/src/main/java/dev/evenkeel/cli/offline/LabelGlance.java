package dev.evenkeel.cli.offline;

import dev.evenkeel.connectors.file.RowReader;
import dev.evenkeel.connectors.file.SchemaInference;
import dev.evenkeel.connectors.format.DecodeException;
import dev.evenkeel.connectors.format.FieldReader;
import dev.evenkeel.connectors.format.FieldVisitor;
import dev.evenkeel.connectors.format.Formats;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/** The values of the label in the first rows of a file. */
public final class LabelGlance implements FieldVisitor {
    private static final int MOST_VALUES = 10;

    private final String label;
    private final Set<String> missing;
    private final Set<String> values = new TreeSet<>();

    private LabelGlance(String label, Set<String> missing) {
        this.label = label;
        this.missing = missing;
    }

    /**
     * Reads the first 1,000 rows, or until ten values have been seen. Rows that cannot be read are passed over.
     *
     * @param missing the spellings of a missing value
     * @throws IOException when the rows cannot be read
     */
    public static Set<String> at(RowReader rows, String format, String label, Set<String> missing) throws IOException {
        LabelGlance glance = new LabelGlance(label, missing);
        FieldReader fields = Formats.fields(format, rows.options(), label);
        while (rows.index() < SchemaInference.SAMPLE_ROWS - 1 && glance.values.size() < MOST_VALUES && rows.next()) {
            glance.look(fields, rows);
        }
        return glance.values;
    }

    private void look(FieldReader fields, RowReader rows) {
        try {
            fields.read(rows.bytes(), rows.from(), rows.to(), this);
        } catch (DecodeException e) {
            return; // counted when it is learned
        }
    }

    @Override
    public void value(String column, byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8).strip();
        if (column.equals(label) && !text.isEmpty() && !missing.contains(text)) {
            values.add(text);
        }
    }

    @Override
    public void missing(String column) {
        // no value
    }

    @Override
    public void nested(String column) {
        // no value
    }
}
