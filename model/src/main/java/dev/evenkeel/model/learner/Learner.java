package dev.evenkeel.model.learner;

import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.plasticity.HiddenReport;
import dev.evenkeel.model.stability.GuardCounts;
import dev.evenkeel.model.stability.StepObserver;
import dev.evenkeel.model.stability.UnitChange;
import java.util.List;

/**
 * A model that never stops learning. Plain Java: the streaming job, the command line, tests and benchmarks drive the same one.
 *
 * <p>Call order: any number of {@link #learn} and {@link #predict}; {@link #save} whenever no call is under way. A learner is a
 * deterministic function of its specification and the examples, in order. Not thread-safe.
 */
public interface Learner {
    /** What this learner was made from. */
    LearnerSpec spec();

    /** Examples that make one update; {@link #learn} cuts its range into so many from the start on, the last one smaller. */
    int microBatch();

    /**
     * Predicts rows {@code [from, to)} and changes nothing.
     *
     * @param into row r of the batch is written to row {@code r - from}; resized
     */
    void predict(MiniBatch batch, int from, int to, Predictions into);

    /**
     * Tests, then trains: each row's prediction is made before it is learned from.
     *
     * @param into row r of the batch is written to row {@code r - from}; resized; a refused row's scores may be non-finite
     * @param refusals receives the rows (batch indices) that were not learned from, with the reason; they changed nothing
     */
    void learn(MiniBatch batch, int from, int to, Predictions into, Refusals refusals);

    /**
     * Keeps what was learned, and lets what only paces and scales the steps count less, so that a changed stream is learned as
     * fast as a new one: accumulated gradients, moments of inputs and labels, the standing of a mixture's members.
     *
     * @param keep the share of the past that still counts, in (0, 1]
     */
    void reanchor(double keep);

    /**
     * Makes steps longer for a while, so that a changed stream is followed faster. What has no rate ignores it.
     *
     * @param factor what steps are multiplied with at first, finite and &gt; 1
     * @param examples over which the factor falls back to 1, &gt;= 1
     */
    default void raise(double factor, long examples) {}

    /**
     * Lets the moments of inputs and labels count for less, so that they follow a changed stream; steps stay as they are.
     *
     * @param keep the share of the past that still counts, in (0, 1]
     */
    default void forgetInputs(double keep) {}

    /** Lets hidden units that say next to nothing start anew, where the specification has units recycled at all. */
    default void recycle() {}

    /** How much of its ability to learn each layer of hidden units has left; costs some milliseconds a layer. Empty where there are none. */
    default List<HiddenReport> hiddenLayers() {
        return List.of();
    }

    /** The usual range of each numeric column, as standardization has it; empty where numbers are not standardized. */
    default List<ColumnRange> inputRanges() {
        return List.of();
    }

    /**
     * Takes notice that the numbers of a column come in another unit from now on: what was learned is kept for the new one, where
     * the learner keeps a scale of the column. Others see the numbers change.
     *
     * @param column of the schema's numbers
     */
    default void rescale(int column, UnitChange change) {}

    /** Lets someone hear what its steps do from now on, instead of whoever did before; copies have nobody. */
    default void observe(StepObserver by) {}

    /** Adds how often each of its guards has acted. */
    default void count(GuardCounts into) {}

    /** Attempted steps (linear: examples; networks: micro-batches), refused ones included. Never falls. */
    long version();

    /** Sizes of the layers for the report, input side first; costs a pass over the weights. */
    List<LayerReport> layers();

    /** Trainable numbers, allocated or not. */
    long parameterCount();

    /** An independent learner in the same state, which continues bit-identically. */
    Learner copy();

    /** Puts the complete state as named tensors; arrays may be aliased, so they are read before the next {@link #learn}. */
    void save(NamedTensors into);

    /**
     * Takes a state that a learner of an equal specification has saved; copies what it keeps.
     *
     * @throws IllegalArgumentException when a tensor is missing or has another type or shape
     */
    void load(NamedTensors from);
}
