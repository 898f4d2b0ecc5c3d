package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.TextForm;
import java.util.List;

/**
 * A number of bytes.
 *
 * @param bytes &gt;= 0
 */
@TextForm(expected = "a number of bytes such as 256MiB", pattern = "[0-9]{1,15}(B|KiB|MiB|GiB)?")
public record ByteSize(long bytes) {
    private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB");

    /** Checks the range. */
    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("must be >= 0: bytes=" + bytes);
        }
    }

    /** The size of a text such as {@code 256MiB} or {@code 1000}. */
    public static ByteSize of(String text) {
        int digits = 0;
        while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        int unit = digits == text.length() ? 0 : UNITS.indexOf(text.substring(digits));
        if (digits == 0 || digits > 15 || unit < 0) {
            throw new IllegalArgumentException("must be a number of bytes such as 256MiB: size=" + text);
        }
        return new ByteSize(Long.parseLong(text.substring(0, digits)) << (10 * unit));
    }

    /** In the largest unit that it is a whole number of; {@link #of} takes it. */
    @Override
    public String toString() {
        int unit = 0;
        long number = bytes;
        while (number != 0 && number % 1024 == 0 && unit < UNITS.size() - 1) {
            number /= 1024;
            unit++;
        }
        return number + UNITS.get(unit);
    }
}
