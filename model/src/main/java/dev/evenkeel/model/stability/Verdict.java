package dev.evenkeel.model.stability;

import java.util.Locale;
import java.util.Objects;

/**
 * How training is.
 *
 * @param state in a word
 * @param sentence why, in one plain sentence
 */
public record Verdict(State state, String sentence) {
    /** Training is as it should be. */
    public static final Verdict WELL = new Verdict(State.STABLE, "Training is stable.");

    /** In a word. */
    public enum State {
        /** As it should be. */
        STABLE,
        /** It goes on, but something is wrong. */
        DEGRADED,
        /** It does not go on before someone has looked at it. */
        HALTED;

        /** Its name in files and topics, such as {@code stable}. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Requires both. */
    public Verdict {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(sentence, "sentence");
    }
}
