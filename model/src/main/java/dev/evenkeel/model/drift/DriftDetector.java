package dev.evenkeel.model.drift;

import dev.evenkeel.model.parameter.NamedTensors;

/**
 * Watches one number an example, such as the loss, and says when its distribution has changed.
 *
 * <p>Call {@link #add} for each example; when it returns true, {@link #rose} says in which direction and {@link #kept} how much of
 * the past still holds. A falling loss is a change too, but no reason to forget what was learned.
 *
 * <p>Deterministic: equal hyperparameters, seeds and values give equal alarms, and a detector restored by {@link #load} continues
 * bit-identically. Once its buffers have grown, {@link #add} allocates nothing. Not thread-safe.
 */
public interface DriftDetector {
    /** The largest magnitude {@link #add} takes: squares and sums of such values stay finite in double precision. */
    double LIMIT = 1e140;

    /** How configuration and reports call it: lower case, words joined by hyphens. */
    String name();

    /**
     * Adds the next value.
     *
     * @param value at most {@link #LIMIT} in magnitude
     * @return whether this value raised an alarm; the detector has then forgotten what is no longer true, and goes on
     * @throws IllegalArgumentException when the value is not finite or beyond {@link #LIMIT}; the state is as before the call, so
     *     that the caller may go on with the next value
     */
    boolean add(double value);

    /** What the latest test compared with {@link #threshold}; 0 before the first test. After an alarm, what raised it. */
    double statistic();

    /** What {@link #statistic} must exceed for an alarm. */
    double threshold();

    /** Whether the values of the latest alarm grew rather than fell; false before the first alarm. */
    boolean rose();

    /**
     * Of the examples looked back on at the latest alarm, the share in (0, 1] found to belong to the present; 1 before the first
     * alarm. Who keeps sums over the past can scale them by it.
     */
    double kept();

    /** How many examples it looks back on now. */
    long width();

    /** Puts the state, without the hyperparameters, under {@code <prefix>/}. */
    void save(String prefix, NamedTensors into);

    /**
     * Takes back what a detector of equal hyperparameters saved.
     *
     * @throws IllegalArgumentException when a tensor is missing, of a wrong type or length, or holds what no detector of these
     *     hyperparameters could have saved; the state is then as before the call
     */
    void load(String prefix, NamedTensors from);

    /** An equal detector that shares nothing with this one. */
    DriftDetector copy();
}
