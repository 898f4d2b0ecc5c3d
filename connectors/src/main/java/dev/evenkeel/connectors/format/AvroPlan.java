package dev.evenkeel.connectors.format;

import dev.evenkeel.model.data.Example;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;

/**
 * How rows of one writer's schema become examples: a step for each of its fields, then the columns that it lacks. Columns are found
 * by name; a reader's schema adds its aliases and its defaults. Types need not match the reader's: any number is a number.
 *
 * <p>Not thread-safe, as its cells are not.
 */
final class AvroPlan {
    private final AvroStep[] steps;

    private AvroPlan(List<AvroStep> steps) {
        this.steps = steps.toArray(AvroStep[]::new);
    }

    /**
     * A plan.
     *
     * @param writer a record
     * @param reader whose aliases and defaults count
     * @param columns what is wanted, by name
     */
    static AvroPlan of(Schema writer, Optional<Schema> reader, Map<String, Cell> columns) {
        Schema renamed = reader.map(r -> Schema.applyAliases(writer, r)).orElse(writer);
        Map<String, Cell> lacking = new LinkedHashMap<>(columns);
        AvroSkips skips = new AvroSkips();
        List<AvroStep> steps = new ArrayList<>();
        for (Schema.Field field : renamed.getFields()) {
            Cell cell = lacking.remove(field.name());
            steps.add(
                    cell == null
                            ? skips.of(field.schema(), field.name())
                            : AvroValues.of(field.schema(), field.name(), cell));
        }
        lacking.forEach((column, cell) -> steps.add(absent(column, cell, reader)));
        steps.removeIf(step -> step == AvroStep.NOTHING);
        return new AvroPlan(steps);
    }

    private static AvroStep absent(String column, Cell cell, Optional<Schema> reader) {
        Object otherwise = reader.map(r -> r.getField(column))
                .filter(Schema.Field::hasDefaultValue)
                .map(Schema.Field::defaultVal)
                .orElse(JsonProperties.NULL_VALUE);
        return otherwise == JsonProperties.NULL_VALUE
                ? (in, into) -> cell.absent(into)
                : AvroValues.constant(otherwise, cell);
    }

    /** Reads the record that starts where {@code in} stands; what follows it is left. */
    void read(AvroBytes in, Example into) throws DecodeException {
        for (AvroStep step : steps) {
            step.read(in, into);
        }
    }
}
