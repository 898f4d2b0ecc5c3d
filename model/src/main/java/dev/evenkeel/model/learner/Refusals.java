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
     */
    public record Refusal(int row, String reason) {}

    private final List<Refusal> refused = new ArrayList<>();

    /** Adds a row. */
    public void add(int row, String reason) {
        refused.add(new Refusal(row, reason));
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
