package dev.evenkeel.connectors.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads {@code -?digits[.digits]} of at most 15 digits where it stands, in one pass: what most numbers in rows are. The integers up to
 * 10^15 and the powers of ten up to 10^15 are doubles, so one division gives the nearest double, as {@link Double#parseDouble} does
 * (Clinger, "How to read floating point numbers accurately", PLDI 1990). Short numbers are read eight bytes at once, since what a loop
 * costs is mostly the processor's wrong guesses of where a number ends. Not thread-safe.
 */
final class PlainNumber {
    private static final int MOST_DIGITS = 15;
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ZEROS = 0x3030303030303030L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    /** What lifts bytes above 9 to their highest bit. */
    private static final long ABOVE_NINE = 0x7676767676767676L;

    private static final int POINT = '.' ^ '0';
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private double value;
    private int end;

    /**
     * Reads the number that starts at {@code from}, of the form that JSON has: no needless zero in front, digits on both sides of a
     * point. What follows it is for the caller to look at.
     *
     * @return false when there is another thing, or a longer number
     */
    boolean read(byte[] bytes, int from, int to) {
        return (to - from > Long.BYTES && readShort(bytes, from)) || readLong(bytes, from, to);
    }

    /** Reads a number that ends, sign and point included, within eight bytes, all of which are the row's; false for any other. */
    private boolean readShort(byte[] bytes, int from) {
        int sign = bytes[from] == '-' ? 1 : 0;
        long word = ((long) EIGHT.get(bytes, from + sign)) ^ ZEROS;
        long others = (((word & ~HIGH_BITS) + ABOVE_NINE) | word) & HIGH_BITS;
        int bits = Long.numberOfTrailingZeros(others) & ~7; // of the digits before the first byte that is none
        int whole = bits >> 3;
        if (others == 0 || whole == 0 || ((word & 255) == 0 && whole > 1)) {
            return false;
        }
        long digits = word & ((1L << bits) - 1);
        int scale = 0;
        if (((word >>> bits) & 255) == POINT) {
            others &= others - 1;
            int bitsToEnd = Long.numberOfTrailingZeros(others) & ~7;
            scale = (bitsToEnd >> 3) - whole - 1;
            if (others == 0 || scale == 0) {
                return false;
            }
            digits |= ((word & ((1L << bitsToEnd) - 1)) >>> bits >>> 8) << bits; // closes the gap that the point leaves
            bits = bitsToEnd - 8;
        }
        long mantissa = eightDigits(digits << (Long.SIZE - bits));
        double magnitude = mantissa / POWERS[scale];
        value = sign == 0 ? magnitude : -magnitude;
        end = from + sign + (bits >> 3) + (scale == 0 ? 0 : 1);
        return true;
    }

    /** The number of eight digits, the first of them in the lowest byte. */
    private static long eightDigits(long digits) {
        long pairs = (digits * 10 + (digits >>> 8)) & 0x00FF00FF00FF00FFL;
        long fours = (pairs * 100 + (pairs >>> 16)) & 0x0000FFFF0000FFFFL;
        return (fours * 10_000 + (fours >>> 32)) & 0xFFFFFFFFL;
    }

    private boolean readLong(byte[] bytes, int from, int to) {
        boolean negative = from < to && bytes[from] == '-';
        int start = negative ? from + 1 : from;
        int i = start;
        long mantissa = 0;
        int digit;
        while (i < to && (digit = bytes[i] - '0') >= 0 && digit <= 9) {
            mantissa = 10 * mantissa + digit;
            i++;
        }
        int digits = i - start;
        if (digits == 0 || (digits > 1 && bytes[start] == '0')) {
            return false;
        }
        int scale = 0;
        if (i < to && bytes[i] == '.') {
            int point = i++;
            while (i < to && (digit = bytes[i] - '0') >= 0 && digit <= 9) {
                mantissa = 10 * mantissa + digit;
                i++;
            }
            scale = i - point - 1;
            if (scale == 0) {
                return false;
            }
        }
        if (digits + scale > MOST_DIGITS) {
            return false;
        }
        double magnitude = scale == 0 ? mantissa : mantissa / POWERS[scale];
        value = negative ? -magnitude : magnitude;
        end = i;
        return true;
    }

    /** The same for a number that is a word: behind it the range ends, or a space or tab stands. */
    boolean readWord(byte[] bytes, int from, int to) {
        return read(bytes, from, to) && (end == to || Text.isSpace(bytes[end]));
    }

    /** What was read. */
    double value() {
        return value;
    }

    /** Where it ends, exclusive. */
    int end() {
        return end;
    }
}
