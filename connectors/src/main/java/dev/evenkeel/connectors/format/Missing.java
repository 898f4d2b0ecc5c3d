package dev.evenkeel.connectors.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;

/** The spellings of a missing value, as bytes. Immutable. */
final class Missing {
    private final byte[][] spellings;

    Missing(Collection<String> spellings) {
        this.spellings = spellings.stream()
                .sorted()
                .map(s -> s.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
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
