package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.TextForm;
import java.util.OptionalDouble;

/**
 * How tight a guard is: a number, off, or as the profile has it.
 *
 * @param set whether it is said here; else the profile's counts
 * @param value empty where off
 */
@TextForm(expected = "a number, off or profile", pattern = "profile|off|[0-9]*\\.?[0-9]+([eE][-+]?[0-9]+)?")
public record Limit(boolean set, OptionalDouble value) {
    /** As the profile has it. */
    public static final Limit PROFILE = new Limit(false, OptionalDouble.empty());

    /** The limit of a text. */
    public static Limit of(String text) {
        if (text.equals("profile")) {
            return PROFILE;
        }
        if (text.equals("off")) {
            return new Limit(true, OptionalDouble.empty());
        }
        double value = Double.parseDouble(text);
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("must be > 0 and finite: limit=" + text);
        }
        return new Limit(true, OptionalDouble.of(value));
    }

    /** What counts, given what the profile has. */
    public OptionalDouble orElse(OptionalDouble profile) {
        return set ? value : profile;
    }

    /** What {@link #of} takes. */
    @Override
    public String toString() {
        return !set ? "profile" : value.isEmpty() ? "off" : Double.toString(value.getAsDouble());
    }
}
