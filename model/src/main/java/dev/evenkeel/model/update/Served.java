package dev.evenkeel.model.update;

import dev.evenkeel.model.parameter.Parameter;
import dev.evenkeel.model.parameter.RowTable;

/**
 * What is served in place of the trained weights of one parameter: an average of them, or weights that the rule itself keeps.
 *
 * <p>A table's rows take part when a step touches them; each counts its own updates.
 *
 * @param parameter holds what is served; a table's rows have the positions of the trained one's
 * @param averaging which average
 * @param slot the formula's slot that is served, or -1 for an average of the trained weights
 * @param examples an update
 */
record Served(Parameter parameter, Averaging averaging, int slot, int examples) {
    /** The same beside another parameter. */
    Served beside(Parameter other) {
        return new Served(other, averaging, slot, examples);
    }

    /** Sees that a table's row has a place. */
    void touch(int row) {
        ((RowTable) parameter).touch(row);
    }

    /**
     * Follows elements that a step has changed.
     *
     * @param source the weights that the step has made, or the slot's
     * @param from the first of them
     * @param at the first of the served ones
     * @param clock the number of the elements' update
     */
    void follow(float[] source, int from, int at, int length, long clock) {
        float share = slot >= 0 ? 1 : (float) averaging.share(clock, examples);
        float[] values = parameter.values();
        if (share == 1) {
            System.arraycopy(source, from, values, at, length);
            return;
        }
        for (int i = 0; i < length; i++) {
            values[at + i] += share * (source[from + i] - values[at + i]);
        }
    }
}
