package dev.evenkeel.connectors.file;

import dev.evenkeel.connectors.format.DecodeException;
import dev.evenkeel.connectors.format.FieldReader;
import dev.evenkeel.connectors.format.FieldVisitor;
import dev.evenkeel.connectors.format.Formats;
import dev.evenkeel.model.data.LabelSpec;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The schema that a file suggests. Stateless.
 *
 * <p>Columns the user did not name are inferred from the first 1,000 rows: numeric when every value present is a number, else
 * categorical; a column without any value is left out. Rows that cannot be read are passed over here and refused later.
 */
public final class SchemaInference {
    /** Rows that are looked at to tell numbers from categories. */
    public static final int SAMPLE_ROWS = 1_000;

    /** More classes than this are taken for a mistake: a number, or an identifier, as label. */
    public static final int MAX_CLASSES = 1_000;

    private SchemaInference() {}

    /**
     * Infers what the user left open. Multiclass labels are collected from the whole file.
     *
     * @param file a file, read up to twice; not standard input
     * @param format see {@link Formats}
     * @param options the format's; a CSV file without a header option has its header in its first line
     * @throws IOException when the file cannot be read
     * @throws IllegalArgumentException when the label's column is not there, or has less than two or more than {@value
     *     #MAX_CLASSES} classes
     */
    public static Schema infer(Path file, String format, Map<String, String> options, ColumnHints hints)
            throws IOException {
        List<String> numeric = new ArrayList<>(hints.numeric());
        List<String> categorical = new ArrayList<>(hints.categorical());
        if (!Formats.namesItsFeatures(format)) {
            ColumnSample sample = sample(file, format, options, hints);
            sample.requireColumn(hints.label());
            sample.columns().stream().filter(c -> !hints.names(c)).forEach(column -> {
                switch (sample.kind(column)) {
                    case NUMBERS -> numeric.add(column);
                    case TEXTS -> categorical.add(column);
                    case NOTHING -> {}
                }
            });
        }
        return new Schema(
                hints.task(),
                label(file, format, options, hints),
                numeric,
                categorical,
                hints.text(),
                hints.missing(),
                hints.weight(),
                hints.time(),
                Schema.DEFAULT_HASH_BITS);
    }

    private static LabelSpec label(Path file, String format, Map<String, String> options, ColumnHints hints)
            throws IOException {
        if (hints.task() != Task.MULTICLASS) {
            return new LabelSpec(hints.label(), hints.positive(), "", List.of());
        }
        return LabelSpec.classes(hints.label(), labelValues(file, format, options, hints));
    }

    private static ColumnSample sample(Path file, String format, Map<String, String> options, ColumnHints hints)
            throws IOException {
        try (RowReader rows = RowReader.open(file, format, options)) {
            FieldReader fields = Formats.fields(format, rows.options(), hints.label());
            List<String> known = format.equals(Formats.CSV) ? Formats.header(rows.options()) : List.of();
            ColumnSample sample = new ColumnSample(known, hints.missing());
            while (rows.index() < SAMPLE_ROWS - 1 && rows.next()) {
                read(fields, rows, sample);
            }
            return sample;
        }
    }

    /**
     * The distinct values of the label in the whole file: numbers in ascending order when all are, else in the order of their
     * characters.
     *
     * @throws IOException when the file cannot be read
     * @throws IllegalArgumentException when there are more than {@value #MAX_CLASSES}
     */
    public static List<String> labelValues(Path file, String format, Map<String, String> options, ColumnHints hints)
            throws IOException {
        LabelSample labels = new LabelSample(hints.label(), hints.missing());
        try (RowReader rows = RowReader.open(file, format, options)) {
            FieldReader fields = Formats.fields(format, rows.options(), hints.label());
            while (rows.next()) {
                read(fields, rows, labels);
                if (labels.values().size() > MAX_CLASSES) {
                    throw new IllegalArgumentException("too many classes: label=" + hints.label()
                            + ", expected=at most " + MAX_CLASSES + " different values");
                }
            }
        }
        return sorted(labels.values());
    }

    private static List<String> sorted(Set<String> values) {
        List<String> sorted = new ArrayList<>(new TreeSet<>(values));
        if (sorted.stream().allMatch(ColumnSample::isNumber)) {
            sorted.sort(Comparator.comparingDouble(Double::parseDouble));
        }
        return sorted;
    }

    private static void read(FieldReader fields, RowReader rows, FieldVisitor visitor) {
        try {
            fields.read(rows.bytes(), rows.from(), rows.to(), visitor);
        } catch (DecodeException e) {
            return; // the decoder will refuse it where refusals are counted
        }
    }
}
