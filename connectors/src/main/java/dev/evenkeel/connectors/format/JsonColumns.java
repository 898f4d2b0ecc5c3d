package dev.evenkeel.connectors.format;

import dev.evenkeel.model.data.FeatureHasher;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * Finds columns by the bytes of their names. Rows mostly have their fields in the order of the row before: where each was found last is
 * where it is looked for first. Not thread-safe.
 */
final class JsonColumns {
    /** A column and the last row that named it, so that nothing is cleared between rows. */
    static final class Column {
        private final byte[] name;
        /** As a row without spaces has it, behind a comma; null where the name needs escapes. */
        private final byte[] field;

        private final Cell cell;
        /** The cell, where plain numbers may go straight to it; else null. */
        private final NumericCell numbers;

        private long row;

        private Column(String name, Cell cell) {
            this.name = name.getBytes(StandardCharsets.UTF_8);
            this.cell = cell;
            boolean plain = name.chars().allMatch(c -> c >= ' ' && c != '"' && c != '\\');
            field = plain ? (",\"" + name + "\":").getBytes(StandardCharsets.UTF_8) : null;
            numbers = cell instanceof NumericCell numeric && numeric.takesAnyNumber() ? numeric : null;
        }

        byte[] field() {
            return field;
        }

        Cell cell() {
            return cell;
        }

        NumericCell numbers() {
            return numbers;
        }

        /** Whether this is the first time that the row names the column. */
        boolean nameIn(long row) {
            boolean isFirst = this.row != row;
            this.row = row;
            return isFirst;
        }

        boolean isIn(long row) {
            return this.row == row;
        }

        String name() {
            return new String(name, StandardCharsets.UTF_8);
        }

        private boolean isNamed(byte[] bytes, int from, int to) {
            return Arrays.equals(name, 0, name.length, bytes, from, to);
        }
    }

    private final Column[] all;
    /** By the hash of the name, with free places in between. */
    private final Column[] table;
    /** By the place in the row. */
    private final Column[] expected;

    JsonColumns(Map<String, Cell> cells) {
        all = cells.entrySet().stream()
                .map(e -> new Column(e.getKey(), e.getValue()))
                .toArray(Column[]::new);
        table = new Column[Integer.highestOneBit(4 * all.length + 4)];
        expected = new Column[2 * all.length];
        for (Column column : all) {
            int place = place(column.name, 0, column.name.length);
            while (table[place] != null) {
                place = next(place);
            }
            table[place] = column;
        }
    }

    Column[] all() {
        return all;
    }

    /** The column that field {@code index} of a row is likely to name, as a row without spaces does it; null when there is none. */
    Column likely(int index) {
        Column guess = index < expected.length ? expected[index] : null;
        return guess == null || guess.field == null ? null : guess;
    }

    /** The column that field {@code index} of a row names, or null. */
    Column find(int index, byte[] bytes, int from, int to) {
        Column guess = index < expected.length ? expected[index] : null;
        if (guess != null && guess.isNamed(bytes, from, to)) {
            return guess;
        }
        int place = place(bytes, from, to);
        while (table[place] != null && !table[place].isNamed(bytes, from, to)) {
            place = next(place);
        }
        if (index < expected.length) {
            expected[index] = table[place];
        }
        return table[place];
    }

    private int place(byte[] bytes, int from, int to) {
        return FeatureHasher.hash(bytes, from, to, 0) & (table.length - 1);
    }

    private int next(int place) {
        return (place + 1) & (table.length - 1);
    }
}
