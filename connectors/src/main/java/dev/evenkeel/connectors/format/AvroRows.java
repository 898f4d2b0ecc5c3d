package dev.evenkeel.connectors.format;

import dev.evenkeel.connectors.schema.SchemaText;
import dev.evenkeel.model.data.Example;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/** Avro records as they travel: where one ends in a file's block, and what a topic wants in front of it. Not thread-safe. */
public final class AvroRows {
    private final AvroBytes in = new AvroBytes();
    private final AvroStep record;

    /** Rows of that schema, which is a record. */
    public AvroRows(Schema schema) {
        record = new AvroSkips().of(schema, "record");
    }

    /**
     * Where the record that starts at {@code from} ends, exclusive.
     *
     * @throws DecodeException when it does not end before {@code to}, or is malformed
     */
    public int end(byte[] bytes, int from, int to) throws DecodeException {
        in.reset(bytes, from, to);
        record.read(in, new Example(0));
        return in.position();
    }

    /** The options that decode a file's rows: its own schema in the place of what tells a topic's. */
    public static Map<String, String> fileOptions(Map<String, String> options, Schema schema) {
        Map<String, String> changed = new HashMap<>(options);
        changed.keySet().retainAll(Set.of(AvroSettings.READER));
        changed.put(AvroSettings.SCHEMA, schema.toString());
        return changed;
    }

    /**
     * What goes in front of a file's rows in a topic: nothing, or the prefix that names their schema.
     *
     * @param topic the options of the pipeline that reads the topic
     * @param file the options of the file's rows
     * @param id the number of the file's schema where the topic's rows are prefixed, else empty
     * @throws IllegalArgumentException when the topic's readers could not decode the rows so
     */
    public static byte[] prefix(Map<String, String> topic, Map<String, String> file, OptionalInt id) {
        AvroSettings settings = AvroSettings.of(topic);
        Schema written = SchemaText.parse("the file's schema", file.get(AvroSettings.SCHEMA));
        if (settings.schema().isPresent()) {
            if (id.isPresent()) {
                throw new IllegalArgumentException("the topic's rows have no prefix: schema id=" + id.getAsInt()
                        + ", expected=none, since examples.options.schema is theirs");
            }
            requireSame(settings.schema().get(), written, "examples.options.schema");
            return new byte[0];
        }
        int number = id.orElseThrow(() -> new IllegalArgumentException(
                "the topic's rows are prefixed by their schema's number: schema id=, expected=that of the file's"));
        try {
            Schema known = settings.source()
                    .orElseThrow()
                    .find(number)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "unknown schema: schema id=" + number + ", expected=one that folder or registry know"));
            requireSame(known, written, "schema " + number);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        return ByteBuffer.allocate(1 + Integer.BYTES)
                .put((byte) 0)
                .putInt(number)
                .array();
    }

    private static void requireSame(Schema expected, Schema written, String where) {
        boolean same = SchemaNormalization.toParsingForm(expected).equals(SchemaNormalization.toParsingForm(written));
        if (!same) {
            throw new IllegalArgumentException("the file's schema is another than the topic's: " + where + "="
                    + expected.getFullName() + ", file's=" + written.getFullName()
                    + ", expected=the same fields of the same types in the same order");
        }
    }
}
