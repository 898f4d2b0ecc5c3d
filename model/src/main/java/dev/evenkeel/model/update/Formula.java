package dev.evenkeel.model.update;

import java.util.List;

/**
 * A rule's arithmetic. One formula serves dense parameters, the rows of a table and the features of a linear model, so that they
 * agree by construction.
 *
 * <p>Call order of a step: {@link #begin}; then {@link #run} for each span; then, where {@link #scales}, {@link #scale} for each. That changes nothing but scratch. When the step is accepted: {@link #moved} for
 * each span that is a part of its parameter, then {@link #accept}.
 *
 * <p>A number that overflows makes the proposed change NaN, so that the step can be refused. Not thread-safe.
 */
abstract class Formula {
    private final List<Slot> slots;
    /** What the schedule multiplies the step with. */
    double factor = 1;

    Formula(Slot... slots) {
        this.slots = List.of(slots);
    }

    /** What it keeps beside each element. */
    final List<Slot> slots() {
        return slots;
    }

    /** The slot that is served in place of the weights, or -1. */
    int served() {
        return -1;
    }

    /** The first part of a proposal, for the elements meant. */
    final void run(Span span) {
        step(span);
        if (span.decay > 0) {
            decay(span);
        }
        weigh(span);
    }

    /** Begins a proposal, and forgets the last one if it was not accepted. */
    void begin(double factor) {
        this.factor = factor;
    }

    /** Computes change and next slots of the elements meant; all of {@link Span#next} and {@link Span#change} is written. */
    abstract void step(Span span);

    /** How far the gradient's steps pull at weights: the rate that L1 and weight decay go with, schedule included. */
    abstract double pull(Span span);

    /** Adds decoupled weight decay to the change: down to zero at most. */
    void decay(Span span) {
        float share = (float) Math.min(1, decayRate(span) * span.decay);
        float[] change = span.change;
        float[] w = span.weights;
        for (int i = span.from; i < span.to; i++) {
            change[i] -= share * w[i];
        }
    }

    /** What weight decay is multiplied with before {@link #scale}. */
    double decayRate(Span span) {
        return pull(span);
    }

    /** Takes in what {@link #scale} needs to know of a span's change. */
    void weigh(Span span) {}

    /** Whether changes are scaled when all are known. */
    boolean scales() {
        return false;
    }

    /** What the span's change is multiplied with. */
    double scale(Span span) {
        return 1;
    }

    /** The elements meant have changed: weights and change are those of the step. */
    void moved(Span span) {}

    /** Makes what {@link #step} has summed up count. */
    void accept() {}

    /** What it keeps besides slots; as {@link #restore} takes it. */
    double[] totals() {
        return new double[0];
    }

    /**
     * Takes what {@link #totals} has given.
     *
     * @throws IllegalArgumentException when there are more or fewer numbers
     */
    final void restore(double[] totals) {
        if (totals.length != totals().length) {
            throw new IllegalArgumentException(
                    "wrong length: totals=" + totals.length + ", expected=" + totals().length);
        }
        set(totals);
    }

    /** Takes totals of the right length. */
    void set(double[] totals) {}

    /** Keeps a share of what the totals have summed up; slots are seen to elsewhere. */
    void reanchor(double keep) {}
}
