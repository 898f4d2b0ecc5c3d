package dev.evenkeel.connectors.format;

import java.util.Arrays;

/**
 * Goes through the fields of a JSON object (RFC 8259) in the bytes where they lie, in one pass and without recursion. Copied are only
 * texts with escapes. Not thread-safe.
 *
 * <p>After {@link #start}, each {@link #nextName}, or {@link #skipName} that succeeds, is followed by one of {@link #readPlainNumber} that succeeds and {@link #readValue}.
 */
final class JsonScanner {
    /** What a value is. */
    enum Kind {
        /** A text, a number, true or false. */
        PLAIN,
        /** JSON's null. */
        NULL,
        /** An object or array. */
        NESTED
    }

    /** How deep values may lie in values. */
    static final int DEEPEST = 1_000;

    private static final int KEPT_BYTES = 1 << 16;
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private final PlainNumber number = new PlainNumber();
    private final long[] objects = new long[DEEPEST / Long.SIZE + 1];
    private byte[] unescapedName = new byte[64];
    private byte[] unescapedText = new byte[256];

    private byte[] row = unescapedText;
    private int rowFrom;
    private int position;
    private int end;
    private boolean first;

    private byte[] nameBytes = row;
    private int nameFrom;
    private int nameTo;
    private byte[] textBytes = row;
    private int textFrom;
    private int textTo;

    /** Starts on the object in {@code bytes[from, to)}. */
    void start(byte[] bytes, int from, int to) throws DecodeException {
        row = bytes;
        rowFrom = from;
        position = from;
        end = to;
        if (unescapedText.length > KEPT_BYTES || unescapedName.length > KEPT_BYTES) {
            unescapedText = new byte[256];
            unescapedName = new byte[64];
        }
        if (!Text.isUtf8(bytes, from, to)) {
            throw DecodeException.of("invalid UTF-8", "row", bytes, from, to, "UTF-8 text");
        }
        position = Text.withoutByteOrderMark(bytes, from, to);
        skipSpace();
        if (position == end || row[position] != '{') {
            throw DecodeException.of("not an object", "row", row, rowFrom, end, "a JSON object");
        }
        position++;
        first = true;
    }

    /** Moves to the value of the next field; false at the end of the object, behind which nothing may stand. */
    boolean nextName() throws DecodeException {
        skipSpace();
        if (current() == '}') {
            position++;
            skipSpace();
            if (position != end) {
                throw DecodeException.of("text after the object", "row", row, rowFrom, end, "one JSON object a record");
            }
            return false;
        }
        if (!first) {
            expect(',');
            skipSpace();
        }
        first = false;
        expect('"');
        int from = position;
        nameTo = closing();
        nameBytes = row;
        nameFrom = from;
        if (nameTo < 0) {
            unescapedName = roomFor(unescapedName, from);
            nameTo = unescape(from, unescapedName);
            nameFrom = 0;
            nameBytes = unescapedName;
        }
        skipSpace();
        expect(':');
        skipSpace();
        return true;
    }

    /**
     * Moves to the value of the next field when it is the one that is expected, without spaces; else stays where it is.
     *
     * @param field a comma, the name in quotes, a colon
     */
    boolean skipName(byte[] field) {
        int from = first ? 1 : 0; // before the first field there is no comma
        int to = position + field.length - from;
        if (to > end || !Arrays.equals(field, from, field.length, row, position, to)) {
            return false;
        }
        nameBytes = row;
        nameFrom = position + 2 - from;
        nameTo = to - 2;
        position = to;
        first = false;
        return true;
    }

    byte[] nameBytes() {
        return nameBytes;
    }

    int nameFrom() {
        return nameFrom;
    }

    int nameTo() {
        return nameTo;
    }

    /** Reads the value when it is a number of a few digits; else stays in front of it. */
    boolean readPlainNumber() {
        if (!number.read(row, position, end) || number.end() == end) {
            return false;
        }
        byte next = row[number.end()];
        if (next != ',' && next != '}' && !isSpace(next)) {
            return false;
        }
        position = number.end();
        return true;
    }

    /** The number that was read. */
    double number() {
        return number.value();
    }

    /** Reads the value; its text, where it is plain, is valid until the next one is read. */
    Kind readValue() throws DecodeException {
        byte c = current();
        if (c == '{' || c == '[') {
            skipNested();
            return Kind.NESTED;
        }
        if (c == '"') {
            position++;
            int from = position;
            int close = closing();
            text(row, from, close);
            if (close < 0) {
                unescapedText = roomFor(unescapedText, from);
                text(unescapedText, 0, unescape(from, unescapedText));
            }
            return Kind.PLAIN;
        }
        int from = position;
        skipWord(c);
        text(row, from, position);
        return c == 'n' ? Kind.NULL : Kind.PLAIN;
    }

    private void text(byte[] bytes, int from, int to) {
        textBytes = bytes;
        textFrom = from;
        textTo = to;
    }

    byte[] bytes() {
        return textBytes;
    }

    int from() {
        return textFrom;
    }

    int to() {
        return textTo;
    }

    private void skipNested() throws DecodeException {
        int depth = 0;
        boolean opened = true;
        boolean object = open(depth++);
        while (depth > 0) {
            skipSpace();
            if (current() == (object ? '}' : ']')) {
                position++;
                depth--;
                object = depth > 0 && (objects[(depth - 1) >> 6] >>> (depth - 1) & 1) != 0;
                opened = false;
                continue;
            }
            if (!opened) {
                expect(',');
                skipSpace();
            }
            if (object) {
                expect('"');
                skipText();
                skipSpace();
                expect(':');
                skipSpace();
            }
            byte c = current();
            opened = c == '{' || c == '[';
            if (opened) {
                object = open(depth++);
            } else if (c == '"') {
                position++;
                skipText();
            } else {
                skipWord(c);
            }
        }
    }

    /** Goes into the object or array at hand, and remembers which it is. */
    private boolean open(int depth) throws DecodeException {
        if (depth == DEEPEST) {
            throw DecodeException.of("nested too deep", "row", row, rowFrom, end, "at most " + DEEPEST + " levels");
        }
        boolean object = row[position++] == '{';
        long bit = 1L << depth;
        objects[depth >> 6] = object ? objects[depth >> 6] | bit : objects[depth >> 6] & ~bit;
        return object;
    }

    /** Passes over a number, true, false or null. */
    private void skipWord(byte c) throws DecodeException {
        switch (c) {
            case 't' -> skipLiteral(TRUE);
            case 'f' -> skipLiteral(FALSE);
            case 'n' -> skipLiteral(NULL);
            default -> skipNumber();
        }
        if (position < end && isWord(row[position])) {
            throw notJson();
        }
    }

    private static boolean isWord(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '.' || b == '_';
    }

    private void skipLiteral(byte[] literal) throws DecodeException {
        int to = position + literal.length;
        if (to > end || !Arrays.equals(row, position, to, literal, 0, literal.length)) {
            throw notJson();
        }
        position = to;
    }

    private void skipNumber() throws DecodeException {
        if (current() == '-') {
            position++;
        }
        if (current() == '0') {
            position++;
        } else {
            skipDigits();
        }
        if (position < end && row[position] == '.') {
            position++;
            skipDigits();
        }
        if (position < end && (row[position] | 0x20) == 'e') {
            position++;
            byte sign = current();
            if (sign == '+' || sign == '-') {
                position++;
            }
            skipDigits();
        }
    }

    private void skipDigits() throws DecodeException {
        int from = position;
        while (position < end && row[position] >= '0' && row[position] <= '9') {
            position++;
        }
        if (position == from) {
            throw notJson();
        }
    }

    /** Moves behind the quote that closes the text at hand; gives its place, or -1 when there is an escape first, at which it stays. */
    private int closing() throws DecodeException {
        int i = position;
        while (i < end) {
            byte b = row[i];
            if (b == '"') {
                position = i + 1;
                return i;
            }
            if (b == '\\') {
                position = i;
                return -1;
            }
            if (b >= 0 && b < ' ') {
                throw notJson();
            }
            i++;
        }
        throw notJson();
    }

    private void skipText() throws DecodeException {
        while (closing() < 0) {
            escape();
        }
    }

    /** A buffer that holds what follows {@code from}, however much of it escapes are. */
    private byte[] roomFor(byte[] buffer, int from) {
        return buffer.length >= end - from ? buffer : new byte[Math.max(end - from, 2 * buffer.length)];
    }

    /** Copies the text from {@code from} to its closing quote with its escapes resolved; gives the length. */
    private int unescape(int from, byte[] into) throws DecodeException {
        int length = position - from;
        System.arraycopy(row, from, into, 0, length);
        while (true) {
            length = encode(escape(), into, length);
            int segment = position;
            int close = closing();
            int segmentEnd = close < 0 ? position : close;
            System.arraycopy(row, segment, into, length, segmentEnd - segment);
            length += segmentEnd - segment;
            if (close >= 0) {
                return length;
            }
        }
    }

    /** Reads the escape at hand, or the two that are a pair of surrogates; gives the character. */
    private int escape() throws DecodeException {
        position++;
        byte c = current();
        position++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> point();
            default -> throw notJson();
        };
    }

    private int point() throws DecodeException {
        char unit = unit();
        if (!Character.isSurrogate(unit)) {
            return unit;
        }
        if (Character.isHighSurrogate(unit)
                && position + 1 < end
                && row[position] == '\\'
                && row[position + 1] == 'u') {
            position += 2;
            char low = unit();
            if (Character.isLowSurrogate(low)) {
                return Character.toCodePoint(unit, low);
            }
        }
        String field = nameTo < 0 ? "name" : DecodeException.shown(nameBytes, nameFrom, nameTo);
        throw new DecodeException("invalid UTF-8", field, "a lone surrogate", "UTF-8 text");
    }

    private char unit() throws DecodeException {
        if (end - position < 4) {
            throw notJson();
        }
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit((char) row[position++], 16);
            if (digit < 0) {
                throw notJson();
            }
            unit = unit << 4 | digit;
        }
        return (char) unit;
    }

    /** Writes a character as UTF-8, which is never longer than its escape; gives the new length. */
    private static int encode(int point, byte[] into, int length) {
        int to = length;
        if (point < 0x80) {
            into[to++] = (byte) point;
        } else if (point < 0x800) {
            into[to++] = (byte) (0xC0 | (point >> 6));
            into[to++] = (byte) (0x80 | (point & 0x3F));
        } else if (point < 0x10000) {
            into[to++] = (byte) (0xE0 | (point >> 12));
            into[to++] = (byte) (0x80 | ((point >> 6) & 0x3F));
            into[to++] = (byte) (0x80 | (point & 0x3F));
        } else {
            into[to++] = (byte) (0xF0 | (point >> 18));
            into[to++] = (byte) (0x80 | ((point >> 12) & 0x3F));
            into[to++] = (byte) (0x80 | ((point >> 6) & 0x3F));
            into[to++] = (byte) (0x80 | (point & 0x3F));
        }
        return to;
    }

    private void skipSpace() {
        while (position < end && isSpace(row[position])) {
            position++;
        }
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }

    private byte current() throws DecodeException {
        if (position >= end) {
            throw notJson();
        }
        return row[position];
    }

    private void expect(char c) throws DecodeException {
        if (current() != c) {
            throw notJson();
        }
        position++;
    }

    private DecodeException notJson() {
        return DecodeException.of("not JSON", "row", row, rowFrom, end, "a JSON object");
    }
}
