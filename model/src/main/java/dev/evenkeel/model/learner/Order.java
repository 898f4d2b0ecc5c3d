package dev.evenkeel.model.learner;

import dev.evenkeel.model.parameter.NamedTensors;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What someone tells a lane in training.
 *
 * @param action what to do
 * @param atVersion when: before the step after this version, or at once when empty or past
 * @param state what {@link Action#ROLLBACK} returns to; the last good state when empty
 * @param id the sender's name for it, repeated by the event that says it was carried out
 */
public record Order(Action action, OptionalLong atVersion, Optional<NamedTensors> state, String id) {
    /** What to do. */
    public enum Action {
        /** Return to a good state. */
        ROLLBACK,
        /** Go on after a pause or a halt. */
        RESUME,
        /** Learn no more until resumed; rows wait. */
        PAUSE,
        /** Publish the state now. */
        PUBLISH;

        /** Its name in files and topics. */
        public String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Checks that a state comes with what needs one. */
    public Order {
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(id, "id");
        if (state.isPresent() && action != Action.ROLLBACK) {
            throw new IllegalArgumentException("only a rollback takes a state: action=" + action.key());
        }
        if (atVersion.orElse(0) < 0) {
            throw new IllegalArgumentException("must be >= 0: at-version=" + atVersion.getAsLong());
        }
    }

    /** Whether it is time at that version. */
    boolean due(long version) {
        return atVersion.isEmpty() || atVersion.getAsLong() <= version;
    }
}
