package dev.evenkeel.model.learner;

import java.util.ArrayList;
import java.util.List;

/** Rows a learner would not learn from, with the reason. Reusable after {@link #clear()}. Not thread-safe. */
public final class Refusals {
    /** Why a row was refused. */
    public enum Cause {
        /** The row cannot be meant: no model saw it. */
        ROW,
        /** A step with it would not be finite. */
        STEP,
        /** Nothing is learned at the time, or what was learned is taken back. */
        LANE
    }

    /**
     * One refused row.
     *
     * @param row its index in the batch
     * @param reason one line for people
     * @param cause the kind of reason
     */
    public record Refusal(int row, String reason, Cause cause) {
        /** A row whose step would not be finite. */
        public Refusal(int row, String reason) {
            this(row, reason, Cause.STEP);
        }
    }

    private final List<Refusal> refused = new ArrayList<>();

    /** Adds a row. */
    public void add(int row, String reason) {
        refused.add(new Refusal(row, reason));
    }

    /** Adds a row that no model has seen; its step went on without it. */
    public void quarantine(int row, String reason) {
        refused.add(new Refusal(row, reason, Cause.ROW));
    }

    /** Adds a row that nothing is learned from at the time. */
    void skip(int row, String reason) {
        refused.add(new Refusal(row, reason, Cause.LANE));
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
