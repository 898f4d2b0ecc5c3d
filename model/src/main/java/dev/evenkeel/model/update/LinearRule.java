package dev.evenkeel.model.update;

import dev.evenkeel.model.data.SparseRow;
import dev.evenkeel.model.parameter.NamedTensors;

/**
 * An update rule of a linear model together with its weights and slots, which lie side by side in one table.
 *
 * <p>Call order: {@link #score} a row, then possibly {@link #learn} from the same row. Not thread-safe.
 */
public interface LinearRule {
    /**
     * The raw scores of a row.
     *
     * @param scores receives one number an output from {@code at} on
     */
    void score(SparseRow row, float[] scores, int at);

    /**
     * The raw scores of a row that comes with an importance other than 1, for rules to which that matters already here.
     *
     * @param weight importance, finite and &gt; 0
     */
    default void score(SparseRow row, float weight, float[] scores, int at) {
        score(row, scores, at);
    }

    /**
     * Learns from a row, or changes nothing at all.
     *
     * @param scores what the row was scored as, after the loss's clamp
     * @param weight importance, finite and &gt;= 0; 0 changes nothing
     * @return why the row was refused, or the empty string when it was learned from
     */
    String learn(SparseRow row, float label, float weight, float[] scores, int at);

    /**
     * Has every step pass a guard from now on. A copy begins without.
     *
     * @param guard asked for each row
     */
    void guardedBy(StepGuard guard);

    /**
     * Keeps the weights, and lets what was accumulated to pace the steps count less, so that they grow again: for a stream whose
     * source has changed.
     *
     * @param keep the share of the past that still counts, in (0, 1]
     * @throws IllegalArgumentException when it is out of range
     */
    void reanchor(double keep);

    /**
     * Makes the steps to come longer. Here, where steps fall with what was accumulated: so much of it is forgotten that they are
     * {@code factor} times as long, and fall again as it grows again.
     *
     * @param factor at first, finite and &gt; 1
     * @param examples after which they are as before, where the rule has a rate of its own, &gt;= 1
     */
    default void raise(double factor, long examples) {
        reanchor(1 / (factor * factor));
    }

    /**
     * Takes notice that a feature comes in another unit from now on. Rules that keep its scale move that, so that the feature says
     * what it said.
     *
     * @param hash of the feature
     * @param ratio how many times as large it is now, &gt; 0
     * @param largest its usual largest magnitude now, &gt; 0
     */
    default void rescale(int hash, double ratio, double largest) {}

    /** The Euclidean norm of the weights in the units of normalized features. */
    double norm();

    /** An independent copy. */
    LinearRule copy();

    /** Puts weights, normalizers and slots. */
    void save(NamedTensors into);

    /**
     * Takes what {@link #save} put, in place of what is here.
     *
     * @throws IllegalArgumentException when a tensor is missing or has another type or length; some state may have changed
     */
    void load(NamedTensors from);
}
