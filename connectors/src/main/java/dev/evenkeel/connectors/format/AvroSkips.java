package dev.evenkeel.connectors.format;

import dev.evenkeel.model.data.Example;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * Steps that pass over values nobody asked for. Every step but {@link AvroStep#NOTHING} takes a byte at least, or goes deeper, which
 * is limited: so a row costs time in proportion to its length, however many items its blocks say they hold. Not thread-safe.
 */
final class AvroSkips {
    private final Map<String, AvroStep> records = new HashMap<>();

    /** A step over a value of that type. */
    AvroStep of(Schema type, String column) {
        return switch (type.getType()) {
            case NULL -> AvroStep.NOTHING;
            case BOOLEAN -> fixed(1, column);
            case INT, LONG, ENUM -> (in, into) -> in.readLong(column);
            case FLOAT -> fixed(Float.BYTES, column);
            case DOUBLE -> fixed(Double.BYTES, column);
            case FIXED -> fixed(type.getFixedSize(), column);
            case STRING, BYTES -> (in, into) -> in.skip(in.readLength(column), column);
            case ARRAY -> blocks(of(type.getElementType(), column), column);
            case MAP -> {
                AvroStep value = of(type.getValueType(), column);
                yield blocks(
                        (in, into) -> {
                            in.skip(in.readLength(column), column);
                            value.read(in, into);
                        },
                        column);
            }
            case UNION ->
                AvroUnion.of(type.getTypes().stream().map(t -> of(t, column)).toList(), column);
            case RECORD -> record(type, column);
        };
    }

    private static AvroStep fixed(int bytes, String column) {
        return bytes == 0 ? AvroStep.NOTHING : (in, into) -> in.skip(bytes, column);
    }

    private static AvroStep blocks(AvroStep item, String column) {
        return (in, into) -> {
            for (long count = in.readLong(column); count != 0; count = in.readLong(column)) {
                if (count < 0) { // then the size of the block in bytes is there as well
                    in.skip(in.readLength(column), column);
                } else {
                    items(item, count, in, into, column);
                }
            }
        };
    }

    private static void items(AvroStep item, long count, AvroBytes in, Example into, String column)
            throws DecodeException {
        if (item == AvroStep.NOTHING) {
            return;
        }
        if (count > in.remaining()) {
            throw new DecodeException(
                    "malformed Avro", column, count + " items", "as many as " + in.remaining() + " bytes can hold");
        }
        for (long i = 0; i < count; i++) {
            item.read(in, into);
        }
    }

    private AvroStep record(Schema type, String column) {
        AvroStep known = records.get(type.getFullName());
        if (known != null) {
            return known;
        }
        Nested nested = new Nested(column);
        records.put(type.getFullName(), nested); // for records that hold themselves
        for (Schema.Field field : type.getFields()) {
            AvroStep step = of(field.schema(), column);
            if (step != AvroStep.NOTHING) {
                nested.steps.add(step);
            }
        }
        AvroStep done = nested.steps.isEmpty() ? AvroStep.NOTHING : nested;
        records.put(type.getFullName(), done);
        return done;
    }

    /** A record within a record. */
    private static final class Nested implements AvroStep {
        private final String column;
        private final List<AvroStep> steps = new ArrayList<>();

        Nested(String column) {
            this.column = column;
        }

        @Override
        public void read(AvroBytes in, Example into) throws DecodeException {
            in.enter(column);
            for (AvroStep step : steps) {
                step.read(in, into);
            }
            in.leave();
        }
    }
}
