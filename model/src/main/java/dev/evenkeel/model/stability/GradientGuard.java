package dev.evenkeel.model.stability;

import dev.evenkeel.model.parameter.Gradient;
import dev.evenkeel.model.parameter.NamedTensors;
import java.util.List;

/**
 * Changes a step's gradient in place, before an update rule sees it. What a step shows counts with {@link #commit}: a step that is
 * refused leaves no trace but in the counts. Allocates nothing in steps. Not thread-safe.
 */
interface GradientGuard {
    /**
     * Bounds the gradients of a step.
     *
     * @param gradients finite, in the order of the parameters, input side first
     * @param rows examples of the step, &gt;= 1
     */
    void bound(List<Gradient> gradients, int rows);

    /** The step was accepted. */
    default void commit() {}

    /** Adds how often it has acted. */
    default void count(GuardCounts into) {}

    /** Puts what it remembers. */
    default void save(NamedTensors into) {}

    /** Takes what {@link #save} has put; a state without it leaves the guard as new. */
    default void load(NamedTensors from) {}
}
