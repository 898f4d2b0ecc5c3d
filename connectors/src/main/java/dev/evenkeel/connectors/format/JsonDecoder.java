package dev.evenkeel.connectors.format;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.Schema;
import java.util.HashMap;
import java.util.Map;

/** Flat JSON objects: fields by name in any order, others ignored; null and an absent field are missing values. */
final class JsonDecoder extends RowDecoder implements FieldVisitor {
    /** A column and the last row that named it, so that nothing is cleared between rows. */
    private static final class Slot {
        private final Cell cell;
        private long row;

        private Slot(Cell cell) {
            this.cell = cell;
        }
    }

    private final JsonFields fields = new JsonFields();
    private final Map<String, Slot> slots = new HashMap<>();
    private final Slot[] inOrder;
    private long row;
    private Example example;

    JsonDecoder(Schema schema, Labels labels) {
        Map<String, Cell> cells = Columns.of(schema, labels);
        cells.forEach((name, cell) -> slots.put(name, new Slot(cell)));
        inOrder = cells.keySet().stream().map(slots::get).toArray(Slot[]::new);
    }

    @Override
    void decodeRow(byte[] bytes, int from, int to, Example into) throws DecodeException {
        row++;
        example = into;
        fields.read(bytes, from, to, this);
        for (Slot slot : inOrder) {
            if (slot.row != row) {
                slot.cell.absent(into);
            }
        }
    }

    @Override
    public void value(String column, byte[] bytes, int from, int to) throws DecodeException {
        Slot slot = slot(column);
        if (slot != null) {
            slot.cell.accept(bytes, from, to, example);
        }
    }

    @Override
    public void missing(String column) throws DecodeException {
        Slot slot = slot(column);
        if (slot != null) {
            slot.cell.absent(example);
        }
    }

    @Override
    public void nested(String column) throws DecodeException {
        if (slot(column) != null) {
            throw new DecodeException("nested value", column, "an object or array", "a number, text, boolean or null");
        }
    }

    private Slot slot(String column) throws DecodeException {
        Slot slot = slots.get(column);
        if (slot != null && slot.row == row) {
            throw new DecodeException("duplicate field", column, "twice", "each field once");
        }
        if (slot != null) {
            slot.row = row;
        }
        return slot;
    }
}
