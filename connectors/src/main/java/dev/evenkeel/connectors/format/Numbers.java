package dev.evenkeel.connectors.format;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * Decimal numbers from bytes, equal to {@link Double#parseDouble} to the last bit. Stateless and thread-safe.
 *
 * <p>{@code [+-] digits [. digits] [e [+-] digits]}, with a digit before or after the point. No hexadecimal, no suffix, no
 * underscore, no NaN and no infinity.
 */
final class Numbers {
    /** Powers of ten that a double holds exactly. */
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private static final long MAX_EXACT = 1L << 53;
    private static final int MAX_DIGITS = 18;
    private static final int MAX_EXPONENT = 100_000_000;
    private static final Set<String> NOT_FINITE = Set.of("nan", "inf", "infinity");

    private Numbers() {}

    /**
     * The number in {@code bytes[from, to)}, in time linear in its length.
     *
     * @return NaN when the range is no number; infinite when it is too large for a double
     */
    static double parse(byte[] bytes, int from, int to) {
        int i = from;
        boolean negative = i < to && bytes[i] == '-';
        if (negative || (i < to && bytes[i] == '+')) {
            i++;
        }
        long mantissa = 0;
        int significant = 0;
        int scale = 0;
        int digits = 0;
        boolean fraction = false;
        for (; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit >= 0 && digit <= 9) {
                digits++;
                if (significant < MAX_DIGITS) {
                    mantissa = 10 * mantissa + digit;
                }
                significant += significant > 0 || digit > 0 ? 1 : 0;
                scale -= fraction ? 1 : 0;
            } else if (bytes[i] == '.' && !fraction) {
                fraction = true;
            } else {
                break;
            }
        }
        if (digits == 0) {
            return Double.NaN;
        }
        if (i < to) {
            int exponent = exponent(bytes, i, to);
            if (exponent == Integer.MIN_VALUE) {
                return Double.NaN;
            }
            scale += exponent;
        }
        if (significant <= MAX_DIGITS && mantissa <= MAX_EXACT && scale >= -22 && scale <= 22) {
            double value = scale < 0 ? mantissa / POWERS[-scale] : mantissa * POWERS[scale];
            return negative ? -value : value;
        }
        return Double.parseDouble(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
    }

    /** The exponent that starts with the {@code e} at {@code from}, or {@link Integer#MIN_VALUE} when there is none. */
    private static int exponent(byte[] bytes, int from, int to) {
        int i = from + 1;
        if ((bytes[from] | 0x20) != 'e') {
            return Integer.MIN_VALUE;
        }
        boolean negative = i < to && bytes[i] == '-';
        if (negative || (i < to && bytes[i] == '+')) {
            i++;
        }
        if (i == to) {
            return Integer.MIN_VALUE;
        }
        int exponent = 0;
        for (; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return Integer.MIN_VALUE;
            }
            exponent = Math.min(10 * exponent + digit, MAX_EXPONENT);
        }
        return negative ? -exponent : exponent;
    }

    /**
     * The number in the trimmed range, as a float.
     *
     * @throws DecodeException as {@code not a number}, or as {@code not finite} for NaN, infinities and what a float cannot hold
     */
    static float finite(String column, byte[] bytes, int from, int to) throws DecodeException {
        float value = (float) parse(bytes, from, to);
        if (Float.isFinite(value)) {
            return value;
        }
        boolean number = !Float.isNaN(value) || namesNonFinite(bytes, from, to);
        throw DecodeException.of(
                number ? "not finite" : "not a number",
                column,
                bytes,
                from,
                to,
                number ? "a finite number" : "a number");
    }

    /**
     * The number as a float.
     *
     * @throws DecodeException as {@code not finite} for NaN, infinities and what a float cannot hold
     */
    static float finite(String column, double number) throws DecodeException {
        float value = (float) number;
        if (Float.isFinite(value)) {
            return value;
        }
        throw new DecodeException("not finite", column, Double.toString(number), "a finite number");
    }

    private static boolean namesNonFinite(byte[] bytes, int from, int to) {
        if (to - from > 9) {
            return false;
        }
        String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        return NOT_FINITE.contains(text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text);
    }
}
