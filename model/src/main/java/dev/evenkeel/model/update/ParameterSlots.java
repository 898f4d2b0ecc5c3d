package dev.evenkeel.model.update;

import dev.evenkeel.model.parameter.DenseParameter;
import dev.evenkeel.model.parameter.Gradient;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.parameter.Parameter;
import dev.evenkeel.model.parameter.RowTable;

/**
 * What a rule keeps beside one parameter, and the way of its elements through a step. Scratch is made at the first step, so that
 * copies hold none. Not thread-safe.
 */
abstract class ParameterSlots {
    final Span span;
    final Pulls pulls;
    /** Null where the parameter itself is served. */
    final Served served;

    ParameterSlots(Span span, Pulls pulls, Served served) {
        this.span = span;
        this.pulls = pulls;
        this.served = served;
        span.decay = pulls.decay();
    }

    /** Slots beside a parameter that has had no update. */
    static ParameterSlots of(Parameter parameter, Span span, Formula formula, Pulls pulls, Served served) {
        if (parameter instanceof RowTable table) {
            return new RowSlots(table, formula.slots(), span, pulls, served);
        }
        DenseParameter dense = (DenseParameter) parameter;
        return new DenseSlots(dense, formula.slots(), span, dense.shape().length > 1 ? pulls : Pulls.NONE, served);
    }

    /** Computes changes and next slots; the gradient is that of the parameter. */
    abstract void propose(Gradient gradient, long clock, Formula formula);

    /** Elements of the last proposal. */
    abstract int length();

    /** Scales and shrinks the changes, when those of all parameters are known. */
    final void finish(Formula formula) {
        pulls.finish(span, length(), formula);
    }

    /** Makes the last proposal count. */
    abstract void apply(Gradient gradient, Formula formula);

    /** The same slots beside copies of the parameter and of what is served. */
    abstract ParameterSlots copy(Parameter beside, Served served);

    /** See {@link UpdateRule#reanchor}. */
    abstract void reanchor(double keep);

    /**
     * See {@link UpdateRule#restart}.
     *
     * @throws IllegalArgumentException when the parameter is a table
     */
    void restart(int from, int stride, int count) {
        throw new IllegalArgumentException("must be dense: tensor=" + span.tensor);
    }

    abstract void save(String prefix, NamedTensors into);

    abstract void load(String prefix, NamedTensors from);
}
