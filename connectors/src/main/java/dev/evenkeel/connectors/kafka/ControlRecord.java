package dev.evenkeel.connectors.kafka;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What a record of the control topic says: an order to the trainer, or the trainer's word to the readers of examples. Its key is the
 * model's name, its value a small JSON object such as {@code {"action": "rollback", "id": "7f3a", "sequence": 12}}.
 *
 * @param action what to do
 * @param id the sender's name for it; events that answer it repeat it
 * @param atVersion the update before which it takes effect; at once when empty
 * @param sequence the published snapshot to roll back to; for {@link Action#ROLLBACK} alone
 * @param reason why, for people
 */
public record ControlRecord(
        Action action, String id, OptionalLong atVersion, OptionalLong sequence, Optional<String> reason) {
    /** What to do. */
    public enum Action {
        /** Return to a good state. */
        ROLLBACK,
        /** Learn again, after a pause or a halt. */
        RESUME,
        /** Learn no more until resumed. */
        PAUSE,
        /** Publish the state now. */
        PUBLISH,
        /** The trainer to the readers: read no more. */
        HOLD,
        /** The trainer to the readers: read. */
        OPEN;

        /** Its name in the topic. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether it is meant for the trainer; else for the readers. */
        public boolean isOrder() {
            return this != HOLD && this != OPEN;
        }
    }

    /** What may be in an id. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,100}");

    /** Refuses what makes no sense together. */
    public ControlRecord {
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(reason, "reason");
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("must be 1 to 100 letters, digits and .:_-: id=" + id);
        }
        if (atVersion.orElse(0) < 0) {
            throw new IllegalArgumentException("must be >= 0: at-version=" + atVersion.getAsLong());
        }
        if (sequence.orElse(0) < 0) {
            throw new IllegalArgumentException("must be >= 0: sequence=" + sequence.getAsLong());
        }
        if (sequence.isPresent() && action != Action.ROLLBACK) {
            throw new IllegalArgumentException("only a rollback has a sequence: action=" + action.key());
        }
        if (atVersion.isPresent() && !action.isOrder()) {
            throw new IllegalArgumentException("only an order has an at-version: action=" + action.key());
        }
    }

    /** The trainer's word to the readers of examples. */
    public static ControlRecord input(boolean held, String id, String reason) {
        return new ControlRecord(
                held ? Action.HOLD : Action.OPEN, id, OptionalLong.empty(), OptionalLong.empty(), Optional.of(reason));
    }

    /** As a record of the topic. */
    public OutgoingRecord toRecord(String model, long timeMs) {
        return new OutgoingRecord(
                model.getBytes(StandardCharsets.UTF_8), ControlJson.write(this, timeMs), List.of(), timeMs);
    }

    /**
     * Reads a record of the topic. Strict, since anybody may write there: an unknown field, a field twice, a wrong type, and
     * anything that makes no sense refuse the whole.
     *
     * @return what it says; empty when it is not for that model
     * @throws ControlException when it says nothing that can be done, with the reason
     */
    public static Optional<ControlRecord> of(RawRecord read, String model) throws ControlException {
        if (read.key() == null || !new String(read.key(), StandardCharsets.UTF_8).equals(model)) {
            return Optional.empty();
        }
        return Optional.of(ControlJson.read(read));
    }
}
