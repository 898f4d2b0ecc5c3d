package dev.evenkeel.connectors.format;

import dev.evenkeel.model.data.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The cells of a schema's columns by name, in the schema's order. */
final class Columns {
    private Columns() {}

    static Map<String, Cell> of(Schema schema, Labels labels) {
        Map<String, Cell> cells = new LinkedHashMap<>();
        Missing missing = new Missing(schema.missing());
        List<String> numeric = schema.numeric();
        for (int slot = 0; slot < numeric.size(); slot++) {
            cells.put(numeric.get(slot), new NumericCell(numeric.get(slot), slot, missing));
        }
        int field = 0;
        for (String column : schema.categorical()) {
            cells.put(column, new CategoryCell(column, field++, missing));
        }
        for (String column : schema.text()) {
            cells.put(column, new TextCell(column, field++, missing));
        }
        cells.merge(schema.label().field(), new LabelCell(schema, labels), Cell::and);
        schema.weight().ifPresent(c -> cells.merge(c, new WeightCell(c, missing), Cell::and));
        schema.time().ifPresent(t -> cells.merge(t.field(), new TimeCell(t), Cell::and));
        return cells;
    }
}
