package dev.evenkeel.connectors.format;

import dev.evenkeel.model.data.FeatureHasher;

/** How Vowpal Wabbit numbers a name (its {@code --hash strings} default). Stateless. */
final class VwNames {
    private VwNames() {}

    /**
     * The hash of a name of a feature or of a namespace.
     *
     * @param seed the namespace's hash for features, 0 for namespaces
     * @return {@code seed} plus the number for names of digits (modulo 2^32), else MurmurHash3
     */
    static int hash(byte[] bytes, int from, int to, int seed) {
        int start = from;
        while (start < to && isBlank(bytes[start])) {
            start++;
        }
        int end = to;
        while (end > start && isBlank(bytes[end - 1])) {
            end--;
        }
        int number = 0;
        for (int i = start; i < end; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return FeatureHasher.hash(bytes, start, end, seed);
            }
            number = 10 * number + digit;
        }
        return number + seed;
    }

    private static boolean isBlank(byte b) {
        return b >= 0 && b <= ' ';
    }
}
