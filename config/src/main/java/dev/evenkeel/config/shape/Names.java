package dev.evenkeel.config.shape;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Names as users write them, and the one they may have meant. */
final class Names {
    private Names() {}

    /** {@code hashBits} and {@code HashBits} become {@code hash-bits}. */
    static String kebab(String camel) {
        return camel.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** {@code HASH_BITS} becomes {@code hash-bits}. */
    static String kebab(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A key's path, given its section's, which is empty for the whole file. */
    static String path(String section, String key) {
        return section.isEmpty() ? key : section + "." + key;
    }

    /** The known name that is closest to what was written, if any is close. */
    static Optional<String> closest(String written, Collection<String> known) {
        String word = plain(written);
        int far = word.length() < 4 ? 1 : 2;
        return known.stream()
                .filter(name -> distance(word, plain(name)) <= far)
                .min(Comparator.comparingInt(name -> distance(word, plain(name))));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_ .]", "");
    }

    /** Levenshtein's distance, with two letters swapped counting as one change. */
    private static int distance(String a, String b) {
        int[][] table = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    table[i][j] = i + j;
                    continue;
                }
                int replaced = table[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                table[i][j] = Math.min(replaced, Math.min(table[i - 1][j], table[i][j - 1]) + 1);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    table[i][j] = Math.min(table[i][j], table[i - 2][j - 2] + 1);
                }
            }
        }
        return table[a.length()][b.length()];
    }
}
