package dev.evenkeel.model.update;

import java.util.Arrays;

/**
 * Scratch in which the touched parts of a table lie one behind the other: groups of equally many elements, each group with a clock
 * of its own. Not thread-safe.
 */
final class Gathered {
    final Span span;
    private final int width;
    private final Pulls pulls;
    private float[] regularized = new float[0];
    /** The number of each group's update, counted from 1. */
    int[] clocks = new int[0];

    private int groups;

    /**
     * Scratch without room.
     *
     * @param width elements a group
     */
    Gathered(Span span, int width, Pulls pulls) {
        this.span = span;
        this.width = width;
        this.pulls = pulls;
        span.part = true;
    }

    /** Makes room for so many groups; what was here may be lost. The gradient is the caller's. */
    void resize(int groups) {
        this.groups = groups;
        if (groups <= clocks.length) {
            return;
        }
        int room = Math.max(groups, 2 * clocks.length);
        clocks = new int[room];
        span.weights = new float[room * width];
        span.change = new float[room * width];
        regularized = new float[pulls.l2() > 0 ? room * width : 0];
        for (int k = 0; k < span.slots.length; k++) {
            span.slots[k] = new float[room * width];
            span.next[k] = new float[room * width];
        }
    }

    int length() {
        return groups * width;
    }

    /** Marks a group's slots as never used. */
    void clearSlots(int group) {
        for (float[] slot : span.slots) {
            Arrays.fill(slot, group * width, (group + 1) * width, 0);
        }
    }

    /** The first part of a proposal: groups next to each other of one clock go together. */
    void run(Formula formula) {
        if (pulls.l2() > 0) {
            pulls.regularize(span, length(), regularized);
            span.gradient = regularized;
        }
        int first = 0;
        while (first < groups) {
            int end = first + 1;
            while (end < groups && clocks[end] == clocks[first]) {
                end++;
            }
            select(first, end);
            formula.run(span);
            first = end;
        }
    }

    /** The change has been made. */
    void moved(Formula formula) {
        select(0, groups);
        formula.moved(span);
    }

    private void select(int first, int end) {
        span.from = first * width;
        span.to = end * width;
        span.elements = (long) span.to - span.from;
        span.clock = groups == 0 ? 1 : clocks[first];
    }
}
