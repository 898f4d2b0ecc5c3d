package dev.evenkeel.connectors.format;

import java.util.List;

/** The cells of CSV rows by the header's names. */
final class CsvFields implements FieldReader {
    private final CsvCells cells;
    private final List<String> header;

    CsvFields(CsvSyntax syntax, List<String> header) {
        cells = new CsvCells(syntax);
        this.header = header;
    }

    @Override
    public void read(byte[] bytes, int from, int to, FieldVisitor visitor) throws DecodeException {
        int end = Text.withoutLineEnd(bytes, from, to);
        cells.reset(bytes, from, end);
        while (cells.next()) {
            // counted first, so that the cells of a row of another width are given to nobody
        }
        if (cells.count() != header.size()) {
            throw new DecodeException(
                    "wrong column count", "columns", Integer.toString(cells.count()), Integer.toString(header.size()));
        }
        cells.reset(bytes, from, end);
        while (cells.next()) {
            visitor.value(header.get(cells.count() - 1), cells.bytes(), cells.from(), cells.to());
        }
    }
}
