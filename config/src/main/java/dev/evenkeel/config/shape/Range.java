package dev.evenkeel.config.shape;

import java.util.function.Function;

/**
 * The bounds of a plain value, as they would be written; empty where there is none.
 *
 * @param min smallest value
 * @param max largest value
 * @param above what values are above
 * @param below what values are below
 * @param pattern text: what all of it matches
 */
record Range(String min, String max, String above, String below, String pattern) {
    static final Range NONE = new Range("", "", "", "", "");

    static Range of(Key key) {
        return new Range(key.min(), key.max(), key.above(), key.below(), key.pattern());
    }

    /** Whether a value is in it. */
    <T extends Comparable<T>> boolean holds(T value, Function<String, T> parse) {
        return (min.isEmpty() || value.compareTo(parse.apply(min)) >= 0)
                && (max.isEmpty() || value.compareTo(parse.apply(max)) <= 0)
                && (above.isEmpty() || value.compareTo(parse.apply(above)) > 0)
                && (below.isEmpty() || value.compareTo(parse.apply(below)) < 0);
    }

    /** {@code " in [1, 10)"}, {@code " >= 1"} or nothing. */
    String describe() {
        String low = min + above;
        String high = max + below;
        if (low.isEmpty() && high.isEmpty()) {
            return "";
        }
        if (high.isEmpty()) {
            return (min.isEmpty() ? " > " : " >= ") + low;
        }
        if (low.isEmpty()) {
            return (max.isEmpty() ? " < " : " <= ") + high;
        }
        return " in " + (min.isEmpty() ? "(" : "[") + low + ", " + high + (max.isEmpty() ? ")" : "]");
    }
}
