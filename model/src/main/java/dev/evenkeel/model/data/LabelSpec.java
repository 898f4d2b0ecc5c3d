package dev.evenkeel.model.data;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Where the label stands in a row and what its values mean.
 *
 * @param field the column that holds the label
 * @param positive binary tasks: the value that counts as 1; empty for numbers (1 is positive, 0 and -1 are not)
 * @param negative binary tasks: the value that counts as 0; empty means the opposite of {@code positive} where that is a
 *     well-known word (yes, true, y, t, 1: see {@link #negativeOrOpposite()}), and otherwise any other value
 * @param classes multiclass tasks: the values, in the order of their class numbers; empty otherwise
 */
public record LabelSpec(String field, String positive, String negative, List<String> classes) {
    private static final Map<String, String> OPPOSITES = Map.of(
            "yes", "no", "true", "false", "y", "n", "t", "f", "1", "0", "no", "yes", "false", "true", "n", "y", "f",
            "t", "0", "1");

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException when values are given twice, or a negative one without a positive one
     */
    public LabelSpec {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(positive, "positive");
        Objects.requireNonNull(negative, "negative");
        classes = List.copyOf(classes);
        if (positive.isEmpty() && !negative.isEmpty()) {
            throw new IllegalArgumentException("needs a positive value; name it, too: negative=" + negative);
        }
        if (!positive.isEmpty() && positive.equals(negative)) {
            throw new IllegalArgumentException("must differ from the positive value: negative=" + negative);
        }
        if (classes.stream().distinct().count() < classes.size()) {
            throw new IllegalArgumentException("must be distinct: classes=" + classes);
        }
    }

    /** A numeric label: regression, or a binary label written as 1 and 0 (or -1). */
    public static LabelSpec number(String field) {
        return new LabelSpec(field, "", "", List.of());
    }

    /** A binary label whose positive value is given; see {@code negative} for what counts as 0. */
    public static LabelSpec binary(String field, String positive) {
        return new LabelSpec(field, positive, "", List.of());
    }

    /** A label that is one of the given classes. */
    public static LabelSpec classes(String field, List<String> classes) {
        return new LabelSpec(field, "", "", classes);
    }

    /**
     * The value that counts as 0: the one given, else the opposite of a well-known word in the same case, else empty, which
     * means any other value.
     */
    public String negativeOrOpposite() {
        if (!negative.isEmpty() || positive.isEmpty()) {
            return negative;
        }
        String opposite = OPPOSITES.getOrDefault(positive.toLowerCase(Locale.ROOT), "");
        if (opposite.isEmpty() || positive.equals(positive.toLowerCase(Locale.ROOT))) {
            return opposite;
        }
        boolean upper = positive.equals(positive.toUpperCase(Locale.ROOT));
        return upper
                ? opposite.toUpperCase(Locale.ROOT)
                : opposite.substring(0, 1).toUpperCase(Locale.ROOT) + opposite.substring(1);
    }
}
