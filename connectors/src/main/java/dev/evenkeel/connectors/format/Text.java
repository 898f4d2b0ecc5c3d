package dev.evenkeel.connectors.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Ranges of bytes that hold text. Stateless. */
final class Text {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long NOT_ASCII = 0x8080808080808080L;

    private Text() {}

    /** Where the range starts behind UTF-8's byte order mark, if there is one. */
    static int withoutByteOrderMark(byte[] bytes, int from, int to) {
        boolean mark = to - from >= 3
                && bytes[from] == (byte) 0xEF
                && bytes[from + 1] == (byte) 0xBB
                && bytes[from + 2] == (byte) 0xBF;
        return mark ? from + 3 : from;
    }

    static boolean isSpace(byte b) {
        return b == ' ' || b == '\t';
    }

    /** The end of the range without one {@code \n}, {@code \r\n} or {@code \r} at its end. */
    static int withoutLineEnd(byte[] bytes, int from, int to) {
        int end = to;
        if (end > from && bytes[end - 1] == '\n') {
            end--;
        }
        return end > from && bytes[end - 1] == '\r' ? end - 1 : end;
    }

    /** The first position that is no space or tab. */
    static int trimStart(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && isSpace(bytes[i])) {
            i++;
        }
        return i;
    }

    /** The position after the last byte that is no space or tab. */
    static int trimEnd(byte[] bytes, int from, int to) {
        int i = to;
        while (i > from && isSpace(bytes[i - 1])) {
            i--;
        }
        return i;
    }

    /** The first position of {@code wanted}, or {@code to}. */
    static int indexOf(byte wanted, byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != wanted) {
            i++;
        }
        return i;
    }

    /** The end of the run of bytes that are no space or tab. */
    static int wordEnd(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && !isSpace(bytes[i])) {
            i++;
        }
        return i;
    }

    /** Whether the range is well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF). */
    static boolean isUtf8(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            if (to - i >= Long.BYTES && ((long) EIGHT.get(bytes, i) & NOT_ASCII) == 0) {
                i += Long.BYTES;
                continue;
            }
            int lead = bytes[i++];
            if (lead >= 0) {
                continue;
            }
            int length = continuationBytes(lead & 255);
            if (length == 0 || to - i < length || !secondFits(lead & 255, bytes[i] & 255)) {
                return false;
            }
            for (int end = i + length; i < end; i++) {
                if ((bytes[i] & 0xC0) != 0x80) {
                    return false;
                }
            }
        }
        return true;
    }

    private static int continuationBytes(int lead) {
        if (lead < 0xC2 || lead > 0xF4) {
            return 0;
        }
        return lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    }

    private static boolean secondFits(int lead, int second) {
        return switch (lead) {
            case 0xE0 -> second >= 0xA0;
            case 0xED -> second <= 0x9F;
            case 0xF0 -> second >= 0x90;
            case 0xF4 -> second <= 0x8F;
            default -> true;
        };
    }

    static void requireUtf8(String column, byte[] bytes, int from, int to) throws DecodeException {
        if (!isUtf8(bytes, from, to)) {
            throw DecodeException.of("invalid UTF-8", column, bytes, from, to, "UTF-8 text");
        }
    }
}
