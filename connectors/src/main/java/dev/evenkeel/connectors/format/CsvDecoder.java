package dev.evenkeel.connectors.format;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.Schema;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** CSV rows. A wrong number of cells is reported rather than the wrong cells that come of it. */
final class CsvDecoder extends RowDecoder {
    private final CsvCells cells;
    /** By position; null where nobody asks for the column. */
    private final Cell[] columns;
    /** The same, where plain numbers may go straight into the example; else null. */
    private final NumericCell[] numbers;
    /** The label's cell where rows have none, else null. */
    private final Cell absentLabel;

    CsvDecoder(CsvSyntax syntax, List<String> header, Schema schema, Labels labels) {
        cells = new CsvCells(syntax);
        Map<String, Cell> byName = Columns.of(schema, labels);
        String label = schema.label().field();
        boolean unlabelled = labels == Labels.OPTIONAL && !header.contains(label);
        absentLabel = unlabelled ? byName.remove(label) : null;
        for (String column : byName.keySet()) {
            int times = Collections.frequency(header, column);
            if (times != 1) {
                throw new IllegalArgumentException((times == 0 ? "not in the header" : "twice in the header")
                        + ": schema column=" + column + ", expected=" + String.join(" | ", header));
            }
        }
        columns = header.stream().map(byName::get).toArray(Cell[]::new);
        numbers = new NumericCell[columns.length];
        for (int i = 0; i < columns.length; i++) {
            numbers[i] = columns[i] instanceof NumericCell numeric && numeric.takesAnyNumber() ? numeric : null;
        }
    }

    @Override
    void decodeRow(byte[] bytes, int from, int to, Example into) throws DecodeException {
        cells.reset(bytes, from, to);
        try {
            boolean more = true;
            while (more) {
                int index = cells.count();
                NumericCell numeric = index < columns.length ? numbers[index] : null;
                if (numeric != null && cells.nextPlainNumber()) {
                    numeric.number(cells.number(), into);
                    continue;
                }
                more = cells.next();
                Cell column = more && index < columns.length ? columns[index] : null;
                if (column != null) {
                    column.accept(cells.bytes(), cells.from(), cells.to(), into);
                }
            }
        } catch (DecodeException e) {
            requireWidth(cells.countAll(), e);
            throw e;
        }
        requireWidth(cells.count(), null);
        if (absentLabel != null) {
            absentLabel.absent(into);
        }
    }

    /** Refuses a row of another number of cells; one whose cells cannot be counted is refused for {@code otherwise}. */
    private void requireWidth(int found, DecodeException otherwise) throws DecodeException {
        if (found != columns.length && (found >= 0 || otherwise == null)) {
            throw new DecodeException(
                    "wrong column count", "columns", Integer.toString(found), Integer.toString(columns.length));
        }
    }
}
