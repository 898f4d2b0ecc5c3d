package dev.evenkeel.config.shape;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * How plain values of one class are read, checked and printed.
 *
 * @param kind decides how the JSON Schema describes it
 * @param expected what is right: {@code must be …}
 * @param choices the words it may be; empty when it is no choice
 * @param pattern the regular expression of its text; may be empty
 * @param parse throws {@link IllegalArgumentException} when the text is no such value
 * @param inRange whether a value is within the bounds
 * @param print gives a {@link String}, {@link Number} or {@link Boolean}
 */
record ValueType(
        Kind kind,
        String expected,
        List<String> choices,
        String pattern,
        Function<String, Object> parse,
        BiPredicate<Object, Range> inRange,
        Function<Object, Object> print) {
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?");

    /** What the JSON Schema distinguishes. */
    enum Kind {
        TEXT,
        INTEGER,
        DECIMAL,
        TRUTH,
        CHOICE,
        DURATION
    }

    /** A value's class as a type; the classes of all plain settings are known here. */
    static ValueType of(Class<?> type) {
        if (type == String.class) {
            return text("text", "", t -> t);
        } else if (type == int.class || type == Integer.class) {
            return new ValueType(
                    Kind.INTEGER,
                    "an integer",
                    List.of(),
                    "",
                    t -> Math.toIntExact(integer(t)),
                    (v, r) -> r.holds((Integer) v, Integer::valueOf),
                    v -> v);
        } else if (type == long.class) {
            return new ValueType(
                    Kind.INTEGER,
                    "an integer",
                    List.of(),
                    "",
                    ValueType::integer,
                    (v, r) -> r.holds((Long) v, Long::valueOf),
                    v -> v);
        } else if (type == double.class || type == Double.class) {
            return new ValueType(
                    Kind.DECIMAL,
                    "a number",
                    List.of(),
                    "",
                    ValueType::decimal,
                    (v, r) -> r.holds((Double) v, Double::valueOf),
                    v -> v);
        } else if (type == boolean.class) {
            return choice(Kind.TRUTH, List.of("true", "false"), Boolean::valueOf, v -> v);
        } else if (type == Duration.class) {
            return new ValueType(
                    Kind.DURATION,
                    "a duration",
                    List.of(),
                    Durations.PATTERN,
                    Durations::parse,
                    (v, r) -> r.holds((Duration) v, Durations::parse),
                    v -> Durations.print((Duration) v));
        } else if (type == Instant.class) {
            return text("a time in ISO-8601 with zone, or milliseconds since 1970", "", ValueType::instant);
        } else if (type.isEnum()) {
            return choice(
                    Kind.CHOICE,
                    Arrays.stream(type.getEnumConstants())
                            .map(c -> Names.kebab((Enum<?>) c))
                            .toList(),
                    t -> constant(type, t),
                    v -> Names.kebab((Enum<?>) v));
        }
        TextForm form = type.getAnnotation(TextForm.class);
        return text(form.expected(), form.pattern(), t -> parsed(type, t));
    }

    /** One of these words, which stays text. */
    static ValueType choice(List<String> choices) {
        return choice(Kind.CHOICE, choices, t -> t, v -> v);
    }

    private static ValueType text(String expected, String pattern, Function<String, Object> parse) {
        return new ValueType(
                Kind.TEXT,
                expected,
                List.of(),
                pattern,
                parse,
                (v, r) -> r.pattern().isEmpty() || v.toString().matches(r.pattern()),
                Object::toString);
    }

    private static ValueType choice(
            Kind kind, List<String> choices, Function<String, Object> parse, Function<Object, Object> print) {
        Function<String, Object> known = t -> {
            if (!choices.contains(t)) {
                throw new IllegalArgumentException("no choice");
            }
            return parse.apply(t);
        };
        return new ValueType(kind, String.join(" | ", choices), choices, "", known, (v, r) -> true, print);
    }

    private static Long integer(String text) {
        if (!INTEGER.matcher(text).matches()) {
            throw new IllegalArgumentException("no integer");
        }
        return Long.valueOf(text);
    }

    private static Double decimal(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            throw new IllegalArgumentException("no number");
        }
        return Double.valueOf(text);
    }

    private static Instant instant(String text) {
        if (INTEGER.matcher(text).matches()) {
            return Instant.ofEpochMilli(Long.parseLong(text));
        }
        try {
            return Instant.parse(text.toUpperCase(Locale.ROOT));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("no time", e);
        }
    }

    private static Object constant(Class<?> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(c -> Names.kebab((Enum<?>) c).equals(text))
                .findFirst()
                .orElseThrow();
    }

    private static Object parsed(Class<?> type, String text) {
        try {
            Method of = type.getMethod("of", String.class);
            return of.invoke(null, text);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException("no " + type.getSimpleName(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("lacks a public static of(String): type=" + type.getName(), e);
        }
    }
}
