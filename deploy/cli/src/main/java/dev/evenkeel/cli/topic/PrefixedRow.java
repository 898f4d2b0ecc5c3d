package dev.evenkeel.cli.topic;

import dev.evenkeel.config.spec.ExamplesSpec;
import dev.evenkeel.config.spec.Format;
import dev.evenkeel.connectors.file.RowReader;
import dev.evenkeel.connectors.format.AvroRows;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;

/** A file's row as its topic has it: Avro's may have a prefix there. Not thread-safe. */
final class PrefixedRow {
    private final byte[] prefix;
    private byte[] bytes = new byte[0];
    private int from;
    private int to;

    private PrefixedRow(byte[] prefix) {
        this.prefix = prefix;
    }

    /**
     * Rows of a file for a topic.
     *
     * @param file the options of the file's rows
     * @throws IllegalArgumentException when the topic's readers could not decode the rows
     */
    static PrefixedRow of(ExamplesSpec topic, Map<String, String> file, OptionalInt schemaId) {
        if (topic.format() == Format.AVRO) {
            return new PrefixedRow(AvroRows.prefix(topic.options(), file, schemaId));
        }
        if (schemaId.isPresent()) {
            throw new IllegalArgumentException("is only for examples.format=avro: --schema-id=" + schemaId.getAsInt()
                    + ", examples.format=" + topic.format().key());
        }
        return new PrefixedRow(new byte[0]);
    }

    /** Takes the reader's current row; valid until the reader's next one. */
    void set(RowReader reader) {
        if (prefix.length == 0) {
            bytes = reader.bytes();
            from = reader.from();
            to = reader.to();
            return;
        }
        int length = reader.to() - reader.from();
        bytes = Arrays.copyOf(prefix, prefix.length + length);
        System.arraycopy(reader.bytes(), reader.from(), bytes, prefix.length, length);
        from = 0;
        to = bytes.length;
    }

    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }
}
