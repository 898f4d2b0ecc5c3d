package dev.evenkeel.connectors.schema;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** Schemas as JSON text. Stateless. */
public final class SchemaText {
    /** The longest schema that is read, in bytes or characters. 1 MiB. */
    public static final int LONGEST = 1 << 20;

    private static final int SHOWN = 200;

    private SchemaText() {}

    /**
     * The schema of a text.
     *
     * @param where what messages call it
     * @throws IllegalArgumentException when it is too long, no Avro schema, or no record
     */
    public static Schema parse(String where, String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "too long: " + where + "=" + text.length() + " characters, expected=at most " + LONGEST);
        }
        Schema schema;
        try {
            schema = new Schema.Parser().parse(text);
        } catch (AvroRuntimeException e) {
            throw new IllegalArgumentException("not an Avro schema: " + where + "=" + why(e) + ", expected=JSON", e);
        }
        if (schema.getType() != Schema.Type.RECORD) {
            throw new IllegalArgumentException("not a record: " + where + "=a schema of type "
                    + schema.getType().getName() + ", expected=a record whose fields are the columns");
        }
        return schema;
    }

    private static String why(AvroRuntimeException e) {
        String message = String.valueOf(e.getMessage());
        return message.length() > SHOWN ? message.substring(0, SHOWN) + "…" : message;
    }
}
