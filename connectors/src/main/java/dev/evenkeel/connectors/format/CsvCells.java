package dev.evenkeel.connectors.format;

import java.util.Arrays;

/** The cells of a CSV row, one after the other, without copying where there is nothing to unquote. Not thread-safe. */
public final class CsvCells {
    private static final int KEPT_BYTES = 1 << 16;

    private final byte delimiter;
    private final int quote;
    private final PlainNumber number = new PlainNumber();
    private byte[] unquoted = new byte[256];
    private byte[] row = unquoted;
    private int position;
    private int end;
    private boolean more;
    private int count;
    private byte[] bytes = unquoted;
    private int from;
    private int to;

    /** Cells of rows in that syntax. */
    public CsvCells(CsvSyntax syntax) {
        delimiter = syntax.delimiter();
        quote = syntax.quote();
    }

    /** Starts on the row in {@code bytes[from, to)}, which has no line end. An empty row is one empty cell. */
    public void reset(byte[] bytes, int from, int to) {
        row = bytes;
        position = from;
        end = to;
        more = true;
        count = 0;
        if (unquoted.length > KEPT_BYTES) {
            unquoted = new byte[KEPT_BYTES];
        }
    }

    /**
     * Moves to the next cell.
     *
     * @return false after the last one
     * @throws DecodeException when a quote is not closed, or text follows a closing one
     */
    public boolean next() throws DecodeException {
        if (!more) {
            return false;
        }
        count++;
        if (position < end && row[position] == quote) {
            quoted();
        } else {
            bytes = row;
            from = position;
            to = Text.indexOf(delimiter, row, position, end);
            position = to;
        }
        more = position < end;
        position++;
        return true;
    }

    /** Moves to the next cell when it is a number of a few digits and nothing else; otherwise stays in front of it. */
    boolean nextPlainNumber() {
        if (!more || !number.read(row, position, end)) {
            return false;
        }
        int close = number.end();
        if (close < end && row[close] != delimiter) {
            return false;
        }
        count++;
        more = close < end;
        position = close + 1;
        return true;
    }

    /** The number of a cell that {@link #nextPlainNumber} moved to. */
    double number() {
        return number.value();
    }

    private void quoted() throws DecodeException {
        int start = position + 1;
        int close = Text.indexOf((byte) quote, row, start, end);
        bytes = row;
        from = start;
        to = close;
        if (close + 1 < end && row[close + 1] == quote) {
            close = unquote(start, close);
        }
        if (close >= end) {
            throw DecodeException.of("unterminated quote", cellName(), row, position, end, "a closing quote");
        }
        if (close + 1 < end && row[close + 1] != delimiter) {
            throw DecodeException.of("text after a closing quote", cellName(), row, position, end, "a delimiter");
        }
        position = close + 1;
    }

    /** Copies the cell with its doubled quotes made single; gives the position of the closing quote, or the row's end. */
    private int unquote(int start, int firstQuote) {
        int segment = start;
        int close = firstQuote;
        int length = 0;
        while (close < end) {
            boolean doubled = close + 1 < end && row[close + 1] == quote;
            int segmentEnd = doubled ? close + 1 : close;
            length = append(length, segment, segmentEnd);
            if (!doubled) {
                break;
            }
            segment = close + 2;
            close = Text.indexOf((byte) quote, row, segment, end);
        }
        bytes = unquoted;
        from = 0;
        to = length;
        return close;
    }

    private int append(int length, int segment, int segmentEnd) {
        int newLength = length + segmentEnd - segment;
        if (newLength > unquoted.length) {
            unquoted = Arrays.copyOf(unquoted, Math.max(newLength, 2 * unquoted.length));
        }
        System.arraycopy(row, segment, unquoted, length, segmentEnd - segment);
        return newLength;
    }

    private String cellName() {
        return "cell " + count;
    }

    /** Skips the cells that are left, reading delimiters only, and gives the number of cells in the row. */
    int countAll() {
        try {
            while (next()) {
                // only counting
            }
        } catch (DecodeException e) {
            return -1;
        }
        return count;
    }

    /** Cells so far. */
    public int count() {
        return count;
    }

    /** The array that holds the current cell, until the next one. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where the current cell starts. */
    public int from() {
        return from;
    }

    /** Where the current cell ends, exclusive. */
    public int to() {
        return to;
    }
}
