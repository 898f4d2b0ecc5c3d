package dev.evenkeel.connectors.format;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.Schema;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Avro records, read straight into numbers and tokens by a plan made of the schema they were written with. A field that is null, or
 * that the schema lacks, is a missing value; a number is a number whatever its type, and true is 1.
 */
final class AvroDecoder implements Decoder {
    private final AvroBytes in = new AvroBytes();
    private final AvroPlans plans;

    private AvroDecoder(AvroPlans plans) {
        this.plans = plans;
    }

    static AvroDecoder of(AvroSettings settings, Schema schema, Labels labels) {
        Map<String, Cell> columns = Columns.of(schema, labels);
        settings.schema().ifPresent(written -> {
            Map<String, Cell> needed = new LinkedHashMap<>(columns);
            if (labels == Labels.OPTIONAL) {
                needed.remove(schema.label().field());
            }
            AvroColumns.require(written, settings.reader(), needed.keySet());
        });
        return new AvroDecoder(plans(settings, columns));
    }

    /** Plans that give each record to these columns. */
    static AvroPlans plans(AvroSettings settings, Map<String, Cell> columns) {
        if (settings.schema().isPresent()) {
            AvroPlan plan = AvroPlan.of(settings.schema().get(), settings.reader(), columns);
            return in -> plan;
        }
        return new AvroPlansById(
                settings.source().orElseThrow(),
                writer -> AvroPlan.of(writer, settings.reader(), columns),
                System::nanoTime);
    }

    @Override
    public void decode(byte[] bytes, int from, int to, Example into) throws DecodeException {
        if (to - from > MAX_ROW_BYTES) {
            throw new DecodeException("too long", "bytes", Integer.toString(to - from), "at most " + MAX_ROW_BYTES);
        }
        if (to == from) {
            throw DecodeException.emptyRecord();
        }
        into.clear();
        in.reset(bytes, from, to);
        plans.next(in).read(in, into);
        in.requireEnd();
    }
}
