package dev.evenkeel.connectors.format;

/**
 * Reads {@code -?digits[.digits]} of at most 15 digits where it stands, in one pass: what most numbers in rows are. The integers up to
 * 10^15 and the powers of ten up to 10^15 are doubles, so one division gives the nearest double, as {@link Double#parseDouble} does
 * (Clinger, "How to read floating point numbers accurately", PLDI 1990). Not thread-safe.
 */
final class PlainNumber {
    private static final int MOST_DIGITS = 15;
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

    /** What was read. */
    double value() {
        return value;
    }

    /** Where it ends, exclusive. */
    int end() {
        return end;
    }
}
