package dev.evenkeel.model.update;

/**
 * Elements of one parameter on their way through a step, and which of them are meant just now. All arrays are indexed alike, by
 * one expression: only then does the compiler vectorize a loop over them.
 */
final class Span {
    /** The parameter's index. */
    final int tensor;

    /** The index of the parameter's layer. */
    final int layer;

    /** Whether only the elements that the step touches are here, and the parameter has others. */
    boolean part;

    /** The trained weights before the step. */
    float[] weights = new float[0];

    /** The derivatives. */
    float[] gradient = new float[0];

    /** What is to be added to the weights. */
    float[] change = new float[0];

    /** The slots before the step, by their order in {@link Formula#slots}. */
    final float[][] slots;

    /** The slots after it. */
    final float[][] next;

    /** The first element that is meant. */
    int from;

    /** The end of those that are meant. */
    int to;

    /** How many of them are no padding. */
    long elements;

    /** The number of this update among all that these elements have had, counted from 1. */
    long clock;

    /** The decoupled weight decay of these elements. */
    double decay;

    Span(int tensor, int layer, int slots) {
        this.tensor = tensor;
        this.layer = layer;
        this.slots = new float[slots][];
        next = new float[slots][];
    }

    /** A span of an equal parameter, without arrays. */
    Span sibling() {
        return new Span(tensor, layer, slots.length);
    }

    /** The weights where these elements come for the first time, else the slot. */
    float[] since(int slot) {
        return clock == 1 ? weights : slots[slot];
    }
}
