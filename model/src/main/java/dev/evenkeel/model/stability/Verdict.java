package dev.evenkeel.model.stability;

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
        HALTED
    }

    /** Requires both. */
    public Verdict {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(sentence, "sentence");
    }
}
