package dev.evenkeel.connectors.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;

/** The spellings of a missing value, as bytes. Immutable. */
final class Missing {
    private final byte[][] spellings;
    /** Those of the spellings that are numbers. */
    private final double[] numbers;

    private final boolean notANumber;

    Missing(Collection<String> spellings) {
        this.spellings = spellings.stream()
                .sorted()
                .map(s -> s.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        numbers = Arrays.stream(this.spellings)
                .mapToDouble(s -> Numbers.parse(s, 0, s.length))
                .filter(n -> !Double.isNaN(n))
                .toArray();
        notANumber = spellings.stream().anyMatch("nan"::equalsIgnoreCase);
    }

    /** Whether one of the spellings is a number. */
    boolean hasNumbers() {
        return numbers.length > 0;
    }

    /** Whether one of the spellings stands for that number. */
    boolean matches(double value) {
        for (double number : numbers) {
            if (number == value) {
                return true;
            }
        }
        return notANumber && Double.isNaN(value);
    }

    /** Whether the trimmed range is one of the spellings. */
    boolean matches(byte[] bytes, int from, int to) {
        for (byte[] spelling : spellings) {
            if (spelling.length == to - from && Arrays.equals(spelling, 0, spelling.length, bytes, from, to)) {
                return true;
            }
        }
        return false;
    }
}
