package dev.evenkeel.connectors.format;

import dev.evenkeel.model.data.LabelSpec;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The formats by name: {@code csv}, {@code json}, {@code vw}, {@code libsvm}, {@code avro}. Stateless and thread-safe. */
public final class Formats {
    /** Comma-separated values; options {@code delimiter}, {@code header} (needed), {@code quote}. */
    public static final String CSV = "csv";

    /** Flat JSON objects; no options. */
    public static final String JSON = "json";

    /** Vowpal Wabbit's text; no options. */
    public static final String VW = "vw";

    /** LIBSVM's text; no options. */
    public static final String LIBSVM = "libsvm";

    /**
     * Avro records; one of the options {@code schema} (its text), {@code schema-folder} (of {@code <id>.avsc}) and {@code registry} (a
     * URL) is needed; {@code reader-schema}, {@code registry-user} and {@code registry-password} may be there.
     */
    public static final String AVRO = "avro";

    /** The reason of {@link DecodeException}s for rows whose schema is known, but no use. */
    public static final String UNUSABLE_SCHEMA = "unusable schema";

    private static final String KNOWN = "csv | json | vw | libsvm | avro";
    private static final Set<String> CSV_OPTIONS =
            new TreeSet<>(Set.of(CsvSyntax.DELIMITER, CsvSyntax.HEADER, CsvSyntax.QUOTE));

    private Formats() {}

    /** Whether rows of the format name their features themselves, so that the schema names none. */
    public static boolean namesItsFeatures(String format) {
        return format.equals(VW) || format.equals(LIBSVM);
    }

    /**
     * A decoder for learning: each row needs a label.
     *
     * @throws IllegalArgumentException naming the option or column that is wrong
     */
    public static Decoder decoder(String format, Map<String, String> options, Schema schema) {
        return decoder(format, options, schema, Labels.REQUIRED);
    }

    /**
     * A decoder.
     *
     * @param format one of the constants here
     * @param options the format's own
     * @param schema what the columns mean; formats that name their features take label and task from it only
     * @param labels whether a row needs a label
     * @throws IllegalArgumentException naming the option or column that is wrong
     */
    public static Decoder decoder(String format, Map<String, String> options, Schema schema, Labels labels) {
        requireKnown(format, options);
        if (namesItsFeatures(format)) {
            requireNoColumns(format, schema);
        }
        Decoder decoder = plain(format, options, schema, labels);
        return schema.crosses().isEmpty() ? decoder : new CrossingDecoder(decoder, schema);
    }

    private static Decoder plain(String format, Map<String, String> options, Schema schema, Labels labels) {
        return switch (format) {
            case CSV -> new CsvDecoder(CsvSyntax.of(options), header(options), schema, labels);
            case JSON -> new JsonDecoder(schema, labels);
            case AVRO -> AvroDecoder.of(AvroSettings.of(options), schema, labels);
            case VW -> new VwDecoder(schema, labels);
            default -> new LibsvmDecoder(schema, labels);
        };
    }

    /**
     * A reader of named values, for looking into rows before their schema is known.
     *
     * @param labelField the name that the label goes by; formats that name their features give their label only
     * @throws IllegalArgumentException naming the option that is wrong
     */
    public static FieldReader fields(String format, Map<String, String> options, String labelField) {
        requireKnown(format, options);
        return switch (format) {
            case CSV -> new CsvFields(CsvSyntax.of(options), header(options));
            case JSON -> new JsonFields();
            case AVRO -> new AvroFields(AvroSettings.of(options));
            case VW -> new VwLabel(labelField);
            default -> new LibsvmDecoder(labelOnly(labelField), Labels.OPTIONAL);
        };
    }

    private static Schema labelOnly(String field) {
        return new Schema(
                Task.REGRESSION,
                LabelSpec.number(field),
                List.of(),
                List.of(),
                List.of(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Schema.DEFAULT_HASH_BITS);
    }

    /**
     * The column names that the options give.
     *
     * @throws IllegalArgumentException when they give none
     */
    public static List<String> header(Map<String, String> options) {
        String header = options.getOrDefault(CsvSyntax.HEADER, "");
        if (header.isBlank()) {
            throw new IllegalArgumentException("needs the column names: examples.options.header=" + header
                    + ", expected=names joined by the delimiter");
        }
        return CsvSyntax.of(options).split(header);
    }

    /**
     * Checks the names of a format and its options.
     *
     * @throws IllegalArgumentException when either is unknown
     */
    public static void requireKnown(String format, Map<String, String> options) {
        if (!Set.of(CSV, JSON, VW, LIBSVM, AVRO).contains(format)) {
            throw new IllegalArgumentException("unknown format: examples.format=" + format + ", expected=" + KNOWN);
        }
        Set<String> known = switch (format) {
            case CSV -> CSV_OPTIONS;
            case AVRO -> AvroSettings.ALL;
            default -> Set.of();
        };
        for (Map.Entry<String, String> option : options.entrySet()) {
            if (!known.contains(option.getKey())) {
                throw new IllegalArgumentException("unknown option: examples.options." + option.getKey() + "="
                        + option.getValue() + ", expected=" + (known.isEmpty() ? "none" : String.join(" | ", known)));
            }
        }
    }

    private static void requireNoColumns(String format, Schema schema) {
        boolean any = !schema.numeric().isEmpty()
                || !schema.tokenFields().isEmpty()
                || schema.weight().isPresent()
                || schema.time().isPresent();
        if (any) {
            throw new IllegalArgumentException("rows name their features themselves: examples.format=" + format
                    + ", expected=no schema.numeric, categorical, text, weight or time");
        }
    }
}
