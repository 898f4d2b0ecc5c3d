package dev.evenkeel.model.learner;

import java.util.BitSet;

/** Which rows of a batch were refused, and for what. Not thread-safe. */
final class RefusedRows {
    private final BitSet all = new BitSet();
    private final BitSet quarantined = new BitSet();
    private final BitSet steps = new BitSet();

    /**
     * Turns to other refusals.
     *
     * @param from the row with which the first step begins
     * @param microBatch rows that make one step
     */
    void sort(Refusals refusals, int from, int microBatch) {
        all.clear();
        quarantined.clear();
        steps.clear();
        for (Refusals.Refusal refusal : refusals.list()) {
            all.set(refusal.row());
            quarantined.set(refusal.row(), refusal.cause() == Refusals.Cause.ROW);
            if (refusal.cause() == Refusals.Cause.STEP) {
                steps.set((refusal.row() - from) / microBatch);
            }
        }
    }

    /** All of them; changes with the next refusals, as {@link #quarantined} does. */
    BitSet all() {
        return all;
    }

    /** Those that cannot be meant, and so say nothing of the model. */
    BitSet quarantined() {
        return quarantined;
    }

    /** Steps some of whose rows were refused by the model. */
    int steps() {
        return steps.cardinality();
    }
}
