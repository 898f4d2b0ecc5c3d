package dev.evenkeel.connectors.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Records written by Avro itself. */
public final class AvroRecords {
    /** What {@link Schemas#bank()} reads. */
    public static final Schema BANK = schema("""
            {"type": "record", "name": "Call", "fields": [
              {"name": "age", "type": "int"},
              {"name": "job", "type": ["null", "string"], "default": null},
              {"name": "note", "type": "string"},
              {"name": "history", "type": {"type": "array", "items": {"type": "map", "values": "long"}}},
              {"name": "balance", "type": ["double", "null"]},
              {"name": "y", "type": {"type": "enum", "name": "Answer", "symbols": ["no", "yes"]}}]}""");

    private AvroRecords() {}

    /** The schema of a text. */
    public static Schema schema(String json) {
        return new Schema.Parser().parse(json);
    }

    /** A record with these fields; others have their defaults. */
    public static GenericRecord record(Schema schema, Map<String, ?> values) {
        GenericData.Record record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            if (values.containsKey(field.name())) {
                record.put(field.pos(), values.get(field.name()));
            } else {
                record.put(field.pos(), GenericData.get().getDefaultValue(field));
            }
        }
        return record;
    }

    /** Its bytes. */
    public static byte[] bytes(GenericRecord record) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        try {
            new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The bytes of a record of that schema. */
    public static byte[] bytes(Schema schema, Map<String, ?> values) {
        return bytes(record(schema, values));
    }

    /** The bytes behind the five of a registry. */
    public static byte[] prefixed(int id, byte[] record) {
        byte[] row = new byte[5 + record.length];
        for (int i = 0; i < 4; i++) {
            row[1 + i] = (byte) (id >>> (24 - 8 * i));
        }
        System.arraycopy(record, 0, row, 5, record.length);
        return row;
    }
}
