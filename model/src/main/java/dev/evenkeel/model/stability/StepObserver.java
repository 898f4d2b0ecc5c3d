package dev.evenkeel.model.stability;

import dev.evenkeel.model.math.Matrix;

/** Hears from a learner what its steps do, and never changes it. */
public interface StepObserver {
    /** Hears of nothing. */
    StepObserver NONE = new StepObserver() {};

    /**
     * Whether a step is to be looked at.
     *
     * @param step its number, &gt;= 1
     * @param rows it is made from, &gt;= 1
     */
    default boolean samples(long step, int rows) {
        return false;
    }

    /**
     * A sampled step was made, and this is what it did to a layer; layers come in order, input side first.
     *
     * @param row the step's first row in the batch under way
     */
    default void layer(int row, LayerSample sample) {}

    /**
     * What an activation function gave in a sampled step; comes before the step's {@link #layer}.
     *
     * @param layer its name
     * @param activation {@code [rows, units]}; only lent
     */
    default void activation(String layer, Matrix activation) {}

    /**
     * A value of a row was out of range.
     *
     * @param column of the schema's numbers; {@link #LABEL} or {@link #TOKEN}
     * @param quarantined whether the row is quarantined for it; else the value was bounded
     */
    default void outOfRange(int column, boolean quarantined) {}

    /** Says {@link #outOfRange} of the label. */
    int LABEL = -1;

    /** Says {@link #outOfRange} of a token. */
    int TOKEN = -2;

    /** A column's unit was found changed. */
    default void unitChanged(int column, double ratio) {}

    /** The same for one model among several: layers' names begin with its name. */
    default StepObserver within(String model) {
        return new MemberObserver(model, this);
    }
}
