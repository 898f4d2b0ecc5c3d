package dev.evenkeel.connectors.format;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How cells are told apart: RFC 4180 with any delimiter. A quote counts only as the first byte of a cell.
 *
 * @param delimiter the byte between cells
 * @param quote the byte around cells that hold delimiters, quotes or line ends; {@link #NO_QUOTE} for none
 */
public record CsvSyntax(byte delimiter, int quote) {
    /** A {@link #quote()} that no byte equals. */
    public static final int NO_QUOTE = Integer.MIN_VALUE;

    /** The option that names the delimiter; a comma unless given. */
    public static final String DELIMITER = "delimiter";

    /** The option that names the quote; a double quote unless given, none when empty. */
    public static final String QUOTE = "quote";

    /** The option that names the columns, joined by the delimiter. */
    public static final String HEADER = "header";

    /** Refuses syntax in which cells cannot be told apart. */
    public CsvSyntax {
        if (delimiter == quote) {
            throw new IllegalArgumentException(
                    "must differ from the quote: examples.options.delimiter=" + (char) delimiter);
        }
    }

    /**
     * The syntax that a format's options ask for.
     *
     * @throws IllegalArgumentException when delimiter or quote is more than one byte, a line end, or the same
     */
    public static CsvSyntax of(Map<String, String> options) {
        String quote = options.getOrDefault(QUOTE, "\"");
        return new CsvSyntax(
                singleByte(DELIMITER, options.getOrDefault(DELIMITER, ",")),
                quote.isEmpty() ? NO_QUOTE : singleByte(QUOTE, quote));
    }

    private static byte singleByte(String option, String value) {
        byte[] bytes = (value.equals("\\t") ? "\t" : value).getBytes(StandardCharsets.UTF_8);
        if (bytes.length != 1 || bytes[0] == '\n' || bytes[0] == '\r') {
            throw new IllegalArgumentException(
                    "must be one byte and no line end: examples.options." + option + "=" + value);
        }
        return bytes[0];
    }

    /**
     * The cells of a line, unquoted.
     *
     * @throws IllegalArgumentException when its quotes do not match
     */
    public List<String> split(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        CsvCells cells = new CsvCells(this);
        cells.reset(bytes, 0, Text.withoutLineEnd(bytes, 0, bytes.length));
        List<String> names = new ArrayList<>();
        try {
            while (cells.next()) {
                names.add(new String(cells.bytes(), cells.from(), cells.to() - cells.from(), StandardCharsets.UTF_8)
                        .strip());
            }
        } catch (DecodeException e) {
            throw new IllegalArgumentException("not a line of CSV: " + e.getMessage(), e);
        }
        return names;
    }
}
