package dev.evenkeel.connectors.format;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.Schema;

/** Flat JSON objects: fields by name in any order, others ignored; null and an absent field are missing values. */
final class JsonDecoder extends RowDecoder {
    private final JsonScanner scanner = new JsonScanner();
    private final JsonColumns columns;
    private long row;

    JsonDecoder(Schema schema, Labels labels) {
        columns = new JsonColumns(Columns.of(schema, labels));
    }

    @Override
    void decodeRow(byte[] bytes, int from, int to, Example into) throws DecodeException {
        row++;
        scanner.start(bytes, from, to);
        for (int index = 0; ; index++) {
            JsonColumns.Column column = columns.likely(index);
            if (column == null || !scanner.skipName(column.field())) {
                if (!scanner.nextName()) {
                    break;
                }
                column = columns.find(index, scanner.nameBytes(), scanner.nameFrom(), scanner.nameTo());
            }
            if (column == null) {
                scanner.readValue();
            } else if (!column.nameIn(row)) {
                throw new DecodeException("duplicate field", column.name(), "twice", "each field once");
            } else if (column.numbers() != null && scanner.readPlainNumber()) {
                column.numbers().number(scanner.number(), into);
            } else {
                value(column, into);
            }
        }
        for (JsonColumns.Column column : columns.all()) {
            if (!column.isIn(row)) {
                column.cell().absent(into);
            }
        }
    }

    private void value(JsonColumns.Column column, Example into) throws DecodeException {
        switch (scanner.readValue()) {
            case NULL -> column.cell().absent(into);
            case PLAIN -> column.cell().accept(scanner.bytes(), scanner.from(), scanner.to(), into);
            case NESTED ->
                throw new DecodeException(
                        "nested value", column.name(), "an object or array", "a number, text, boolean or null");
        }
    }
}
