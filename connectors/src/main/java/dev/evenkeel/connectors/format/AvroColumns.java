package dev.evenkeel.connectors.format;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** Whether the columns that a pipeline names are those of the schema that all its rows have. Stateless. */
final class AvroColumns {
    private AvroColumns() {}

    /**
     * Checks columns.
     *
     * @throws IllegalArgumentException when one is in neither schema, or holds no plain values
     */
    static void require(Schema written, Optional<Schema> reader, Collection<String> columns) {
        Schema fields = reader.map(r -> Schema.applyAliases(written, r)).orElse(written);
        for (String column : columns) {
            Schema.Field field = Optional.ofNullable(fields.getField(column))
                    .or(() -> reader.map(r -> r.getField(column)))
                    .orElse(null);
            if (field == null) {
                throw new IllegalArgumentException("not in the Avro schema: schema column=" + column + ", expected="
                        + fields.getFields().stream().map(Schema.Field::name).collect(Collectors.joining(" | ")));
            }
            if (!isPlain(field.schema())) {
                throw new IllegalArgumentException("nested value: schema column=" + column + ", Avro type="
                        + field.schema().getType().getName() + ", expected=a number, text, boolean, enum or null");
            }
        }
    }

    /** Whether some value of that type is neither null nor nested, or all are null. */
    private static boolean isPlain(Schema type) {
        List<Schema> types = types(type).stream()
                .filter(t -> t.getType() != Schema.Type.NULL)
                .toList();
        return types.isEmpty() || types.stream().anyMatch(AvroColumns::isOnePlain);
    }

    /** Whether no value of that type is nested. */
    static boolean isAlwaysPlain(Schema type) {
        return types(type).stream().allMatch(AvroColumns::isOnePlain);
    }

    private static List<Schema> types(Schema type) {
        return type.isUnion() ? type.getTypes() : List.of(type);
    }

    private static boolean isOnePlain(Schema type) {
        return switch (type.getType()) {
            case ARRAY, MAP, RECORD -> false;
            default -> true;
        };
    }
}
