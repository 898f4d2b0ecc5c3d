package dev.evenkeel.model.learner;

import java.util.ArrayList;
import java.util.List;

/** Rows a learner would not learn from, with the reason. Reusable after {@link #clear()}. Not thread-safe. */
public final class Refusals {
    /**
     * One refused row.
     *
     * @param row its index in the batch
     * @param reason one line for people
     * @param quarantined whether it was the row itself that could not be meant, before any model saw it
     */
    public record Refusal(int row, String reason, boolean quarantined) {
        /** A row that a model could not learn from. */
        public Refusal(int row, String reason) {
            this(row, reason, false);
        }
    }

    private final List<Refusal> refused = new ArrayList<>();

    /** Adds a row. */
    public void add(int row, String reason) {
        refused.add(new Refusal(row, reason));
    }

    /** Adds a row that no model has seen; its step went on without it. */
    public void quarantine(int row, String reason) {
        refused.add(new Refusal(row, reason, true));
    }

    /** The refused rows, in the order they were refused; a live view. */
    public List<Refusal> list() {
        return refused;
    }

    /** Whether nothing was refused. */
    public boolean isEmpty() {
        return refused.isEmpty();
    }

    /** Forgets all. */
    public void clear() {
        refused.clear();
    }
}
