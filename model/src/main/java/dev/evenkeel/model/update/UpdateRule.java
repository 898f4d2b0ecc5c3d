package dev.evenkeel.model.update;

import dev.evenkeel.model.parameter.DenseParameter;
import dev.evenkeel.model.parameter.Gradient;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.parameter.Parameters;
import java.util.List;

/**
 * How gradients become changes of a network's parameters. Holds the slots; the hyperparameters it was made from stay as they are.
 *
 * <p>Call order of a step: {@link #propose}, then {@link #apply} with the same gradients, or nothing when the step is refused.
 * Between the two stands whoever checks or bounds the proposed changes. Gradients come in the order of the parameters, one each;
 * a table's holds only the rows that the step has touched. Deterministic. Not thread-safe.
 */
public interface UpdateRule {
    /** The bare rule of those hyperparameters; see {@link #of(Hyperparameters, UpdateOptions, Parameters, int)}. */
    static UpdateRule of(Hyperparameters hyperparameters, Parameters parameters, int step) {
        return of(hyperparameters, UpdateOptions.NONE, parameters, step);
    }

    /**
     * The rule of those hyperparameters for those parameters, its slots empty.
     *
     * @param options what goes with any rule
     * @param step examples an update, &gt;= 1: hyperparameters are per example and converted to it
     * @throws IllegalArgumentException when the rule is not one for tensors
     */
    static UpdateRule of(Hyperparameters hyperparameters, UpdateOptions options, Parameters parameters, int step) {
        if (!hyperparameters.network()) {
            throw new IllegalArgumentException("must be a rule for networks: rule=" + hyperparameters.rule());
        }
        return new TensorRule(hyperparameters, options, parameters, step);
    }

    /** Its hyperparameters, per example. */
    Hyperparameters hyperparameters();

    /** Computes what {@link #apply} would add to the parameters, into scratch; changes neither slots nor parameters. */
    void propose(List<Gradient> gradients);

    /**
     * The proposed change of one parameter, laid out as its gradient's values; scratch that may be changed in place before
     * {@link #apply}.
     *
     * @param parameter its index in the order of parameters
     */
    float[] proposed(int parameter);

    /** Adds the proposed changes to the parameters and moves the slots. */
    void apply(List<Gradient> gradients);

    /**
     * What is served: the parameters themselves, or an average of them beside, whose tables have the same rows at the same
     * positions. The object stays the same.
     */
    Parameters served();

    /**
     * Keeps the weights, and lets what was accumulated to pace the steps count less, so that they grow again: for a stream whose
     * source has changed. Sums over the past count that share; distances are measured from the weights of now on; moving averages
     * stay.
     *
     * @param keep the share of the past that still counts, in (0, 1]
     * @throws IllegalArgumentException when it is out of range
     */
    void reanchor(double keep);

    /**
     * How far the last proposal's gradient steps pull at a parameter: the rate that weight decay goes with, schedule included.
     *
     * @param parameter its index in the order of parameters
     */
    double pull(int parameter);

    /**
     * Takes notice that elements of a dense parameter have been set anew: their slots are as before their first step, and what is
     * served of them are their weights.
     *
     * @param parameter whose values they are
     * @param from the index of the first among the padded values
     * @param stride from one to the next
     * @param count how many
     */
    void restart(DenseParameter parameter, int from, int stride, int count);

    /**
     * Multiplies the steps to come by a factor that falls linearly back to 1.
     *
     * @param factor at first, finite and &gt; 1
     * @param examples over which it falls, &gt;= 1
     */
    void raise(double factor, long examples);

    /** A rule with the same slots for {@code parameters}, a copy of this one's. */
    UpdateRule copy(Parameters parameters);

    /** Puts the slots under {@code slots/<rule>}, and an average that is served under {@code average}, in logical shapes. */
    void save(NamedTensors into);

    /**
     * Takes what {@link #save} has put; the parameters have been loaded before.
     *
     * @throws IllegalArgumentException when something is missing or has another type or shape; some slots may have changed
     */
    void load(NamedTensors from);
}
