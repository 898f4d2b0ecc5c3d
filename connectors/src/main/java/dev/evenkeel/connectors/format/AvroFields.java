package dev.evenkeel.connectors.format;

import dev.evenkeel.model.data.Example;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/** The plain fields of Avro records as text; fields that may be nested are passed over. Not thread-safe. */
final class AvroFields implements FieldReader {
    private final AvroBytes in = new AvroBytes();
    private final AvroPlans plans;
    private FieldVisitor visitor;

    AvroFields(AvroSettings settings) {
        if (settings.schema().isPresent()) {
            AvroPlan plan = plan(settings.schema().get(), settings.reader());
            plans = bytes -> plan;
        } else {
            plans = new AvroPlansById(
                    settings.source().orElseThrow(), s -> plan(s, settings.reader()), System::nanoTime);
        }
    }

    private AvroPlan plan(Schema writer, Optional<Schema> reader) {
        Map<String, Cell> cells = new LinkedHashMap<>();
        reader.map(r -> Schema.applyAliases(writer, r)).orElse(writer).getFields().stream()
                .filter(field -> AvroColumns.isAlwaysPlain(field.schema()))
                .forEach(field -> cells.put(field.name(), new Visit(field.name())));
        return AvroPlan.of(writer, reader, cells);
    }

    @Override
    public void read(byte[] bytes, int from, int to, FieldVisitor visitor) throws DecodeException {
        this.visitor = visitor;
        in.reset(bytes, from, to);
        plans.next(in).read(in, new Example(0));
        in.requireEnd();
    }

    /** Hands values on. */
    private final class Visit implements Cell {
        private final String column;

        Visit(String column) {
            this.column = column;
        }

        @Override
        public void accept(byte[] bytes, int from, int to, Example into) throws DecodeException {
            visitor.value(column, bytes, from, to);
        }

        @Override
        public void absent(Example into) throws DecodeException {
            visitor.missing(column);
        }
    }
}
