package dev.evenkeel.cli.benchmark;

import dev.evenkeel.config.PipelineFile;
import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.config.spec.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * The same rows in every format, each a function of its number: twelve numbers as sensors and accounts have them (short decimals), two
 * categories, and a label. As CSV they are about 120 bytes long.
 */
final class FormatRows {
    private static final int NUMBERS = 12;
    private static final int COLUMNS = NUMBERS + 3;
    private static final String[] JOBS = {"technician", "blue-collar", "management", "services", "retired"};
    private static final String[] CONTACTS = {"cellular", "telephone", "unknown"};

    private FormatRows() {}

    /** The pipeline that reads them. */
    static PipelineSpec pipeline(Format format, String bootstrap) {
        boolean named = format.hasColumns();
        List<String> sets = new ArrayList<>(List.of(
                "name=benchmark-" + format.key(),
                "kafka.bootstrap=" + bootstrap,
                "examples.format=" + format.key(),
                "schema.label=y",
                "schema.numeric=[" + (named ? String.join(", ", names().subList(0, NUMBERS)) : "") + "]",
                "schema.categorical=[" + (named ? "job, contact" : "") + "]",
                "model.task=binary"));
        if (format == Format.CSV) {
            sets.add("examples.options={header: '" + String.join(",", names()) + "'}");
        } else if (format == Format.AVRO) {
            sets.add("examples.options={schema: '" + avro() + "'}");
        }
        return PipelineFile.parse("{}", "benchmark", sets, name -> null).spec();
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < NUMBERS; i++) {
            names.add("sensor" + i);
        }
        Collections.addAll(names, "job", "contact", "y");
        return names;
    }

    private static Schema avro() {
        StringBuilder fields = new StringBuilder();
        for (String name : names()) {
            String type = name.startsWith("sensor") ? "double" : name.equals("y") ? "int" : "string";
            fields.append(fields.isEmpty() ? "" : ",")
                    .append("{\"name\":\"%s\",\"type\":\"%s\"}".formatted(name, type));
        }
        return new Schema.Parser().parse("{\"type\":\"record\",\"name\":\"Row\",\"fields\":[" + fields + "]}");
    }

    /** Writes rows of a format. */
    interface Writer {
        /** Row {@code number}, without line end. */
        byte[] row(long number);
    }

    static Writer writer(Format format) {
        List<String> names = names();
        return switch (format) {
            case CSV -> number -> text(String.join(",", cells(number)));
            case JSON -> number -> text(json(names, cells(number)));
            case VW -> number -> text(vw(names, cells(number)));
            case LIBSVM -> number -> text(libsvm(cells(number)));
            case AVRO -> {
                Schema schema = avro();
                GenericDatumWriter<GenericRecord> writer = new GenericDatumWriter<>(schema);
                yield number -> avro(writer, schema, cells(number));
            }
        };
    }

    private static byte[] text(String row) {
        return row.getBytes(StandardCharsets.UTF_8);
    }

    private static String[] cells(long number) {
        SplittableRandom random = new SplittableRandom(number);
        String[] cells = new String[COLUMNS];
        for (int i = 0; i < NUMBERS; i++) {
            double value = (random.nextDouble() - 0.3) * Math.pow(10, i % 5);
            cells[i] = String.format(Locale.ROOT, "%." + (i % 4 + 1) + "f", value);
        }
        cells[NUMBERS] = JOBS[random.nextInt(JOBS.length)];
        cells[NUMBERS + 1] = CONTACTS[random.nextInt(CONTACTS.length)];
        cells[NUMBERS + 2] = random.nextBoolean() ? "1" : "0";
        return cells;
    }

    private static String json(List<String> names, String[] cells) {
        StringBuilder row = new StringBuilder("{");
        for (int i = 0; i < COLUMNS; i++) {
            String quote = i == NUMBERS || i == NUMBERS + 1 ? "\"" : "";
            row.append(i == 0 ? "\"" : ",\"").append(names.get(i)).append("\":");
            row.append(quote).append(cells[i]).append(quote);
        }
        return row.append('}').toString();
    }

    private static String vw(List<String> names, String[] cells) {
        StringBuilder row = new StringBuilder(cells[COLUMNS - 1].equals("1") ? "1" : "-1").append(" |");
        for (int i = 0; i < NUMBERS; i++) {
            row.append(' ').append(names.get(i)).append(':').append(cells[i]);
        }
        return row.append(" job=")
                .append(cells[NUMBERS])
                .append(" contact=")
                .append(cells[NUMBERS + 1])
                .toString();
    }

    private static String libsvm(String[] cells) {
        StringBuilder row = new StringBuilder(cells[COLUMNS - 1]);
        for (int i = 0; i < NUMBERS; i++) {
            row.append(' ').append(i + 1).append(':').append(cells[i]);
        }
        return row.append(' ')
                .append(100 + Arrays.asList(JOBS).indexOf(cells[NUMBERS]))
                .append(":1 ")
                .append(200 + Arrays.asList(CONTACTS).indexOf(cells[NUMBERS + 1]))
                .append(":1")
                .toString();
    }

    private static byte[] avro(GenericDatumWriter<GenericRecord> writer, Schema schema, String[] cells) {
        GenericRecord record = new GenericData.Record(schema);
        for (int i = 0; i < COLUMNS; i++) {
            record.put(
                    i,
                    switch (schema.getFields().get(i).schema().getType()) {
                        case DOUBLE -> Double.valueOf(cells[i]);
                        case INT -> Integer.valueOf(cells[i]);
                        default -> cells[i];
                    });
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        try {
            writer.write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
