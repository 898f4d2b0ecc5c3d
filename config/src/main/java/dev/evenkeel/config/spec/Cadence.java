package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Durations;
import dev.evenkeel.config.shape.TextForm;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How often: after a time, or after a number of mini-batches. Exactly one of the two is given.
 *
 * @param time at least 1 ms, if given
 * @param batches in [1, 1000000000], if given
 */
@TextForm(
        expected = "a duration such as 10s, or a number of batches such as \"40 batches\"",
        pattern = Durations.PATTERN + "|[1-9][0-9]{0,8} batch(es)?")
public record Cadence(Optional<Duration> time, OptionalInt batches) {
    private static final String BATCHES = "[1-9][0-9]{0,8} batch(es)?";

    /**
     * Checks that exactly one is given.
     *
     * @throws IllegalArgumentException when none or both are, or one is not positive
     */
    public Cadence {
        if (time.isPresent() == batches.isPresent()) {
            throw new IllegalArgumentException("needs exactly one: time=" + time + ", batches=" + batches);
        }
        if (time.isPresent() && time.get().toMillis() < 1) {
            throw new IllegalArgumentException("must be >= 1ms: time=" + time.get());
        }
        if (batches.isPresent() && batches.getAsInt() < 1) {
            throw new IllegalArgumentException("must be >= 1: batches=" + batches.getAsInt());
        }
    }

    /** After that time. */
    public static Cadence every(Duration time) {
        return new Cadence(Optional.of(time), OptionalInt.empty());
    }

    /** After that many mini-batches. */
    public static Cadence everyBatches(int batches) {
        return new Cadence(Optional.empty(), OptionalInt.of(batches));
    }

    /**
     * The cadence of a text such as {@code 10s} or {@code 40 batches}.
     *
     * @throws IllegalArgumentException when the text has another form
     */
    public static Cadence of(String text) {
        return text.matches(BATCHES)
                ? everyBatches(Integer.parseInt(text.substring(0, text.indexOf(' '))))
                : every(Durations.parse(text));
    }

    /** What {@link #of} takes. */
    @Override
    public String toString() {
        return time.map(Durations::print).orElseGet(() -> batches.getAsInt() + " batches");
    }
}
