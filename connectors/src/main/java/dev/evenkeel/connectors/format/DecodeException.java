package dev.evenkeel.connectors.format;

import java.nio.charset.StandardCharsets;

/**
 * A row that is no example, and why. It is ordinary data, not a fault of the program: it carries no stack trace.
 *
 * <p>The message reads {@code <reason>: <column>=<value>, expected=<what>}.
 */
public final class DecodeException extends Exception {
    /** How much of a value a message shows, in bytes. */
    static final int SHOWN_BYTES = 64;

    private static final long serialVersionUID = 1;

    private final String reason;
    private final String column;
    private final String value;
    private final String expected;

    /**
     * A refusal of a row.
     *
     * @param reason a short category that repeats from row to row, such as {@code not a number}
     * @param column the column (or the part of the row) at fault
     * @param value what stood there, shortened by the caller where it may be long
     * @param expected what would be right
     */
    public DecodeException(String reason, String column, String value, String expected) {
        super(reason + ": " + column + "=" + value + ", expected=" + expected, null, false, false);
        this.reason = reason;
        this.column = column;
        this.value = value;
        this.expected = expected;
    }

    /** The refusal of a record that holds nothing (a null value in Kafka, a blank line). */
    public static DecodeException emptyRecord() {
        return new DecodeException("empty record", "bytes", "0", "a row");
    }

    static DecodeException of(String reason, String column, byte[] bytes, int from, int to, String expected) {
        return new DecodeException(reason, column, shown(bytes, from, to), expected);
    }

    /** At most 64 bytes of a value, with control characters and undecodable bytes replaced. */
    static String shown(byte[] bytes, int from, int to) {
        int end = Math.min(to, from + SHOWN_BYTES);
        String text = new String(bytes, from, end - from, StandardCharsets.UTF_8)
                .codePoints()
                .map(c -> Character.isISOControl(c) ? '\uFFFD' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return end < to ? text + "…" : text;
    }

    /** The category of the refusal, fit for counting. */
    public String reason() {
        return reason;
    }

    /** The column, or the part of the row, at fault. */
    public String column() {
        return column;
    }

    /** What stood there, at most 64 bytes of it. */
    public String value() {
        return value;
    }

    /** What would be right. */
    public String expected() {
        return expected;
    }
}
