package dev.evenkeel.model.update;

import dev.evenkeel.model.parameter.NamedTensors;

/**
 * Longer steps for a while: a factor that falls linearly back to 1. Immutable.
 *
 * @param factor at first, &gt;= 1
 * @param from the step at which it began
 * @param steps over which it falls, &gt;= 1
 */
record Raise(double factor, long from, long steps) {
    static final Raise NONE = new Raise(1, 0, 1);

    private static final String TENSOR = "/raise";

    /** Checks the ranges. */
    Raise {
        if (!(factor >= 1 && factor < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("must be >= 1 and finite: factor=" + factor);
        }
        if (steps < 1) {
            throw new IllegalArgumentException("must be >= 1: steps=" + steps);
        }
    }

    /** What the step after so many is multiplied with: 1 + (factor − 1)·(1 − (step − from)/steps), at least 1. */
    double at(long step) {
        double left = 1 - (double) (step - from) / steps;
        return left <= 0 ? 1 : 1 + (factor - 1) * left;
    }

    /** The same one step later, counted from a step 0 that stays. */
    Raise later() {
        return factor == 1 || from <= -steps
                ? NONE
                : new Raise(factor, from - 1, steps); // none is the usual case, and free
    }

    /** Puts it, if there ever was one. */
    void save(String prefix, NamedTensors into) {
        if (factor > 1) {
            into.put(prefix + TENSOR, new double[] {factor, from, steps}, 3);
        }
    }

    /** What {@link #save} has put, or none. */
    static Raise load(String prefix, NamedTensors from) {
        if (!from.contains(prefix + TENSOR)) {
            return NONE;
        }
        double[] saved = from.doubles(prefix + TENSOR, 3);
        return new Raise(saved[0], (long) saved[1], (long) saved[2]);
    }
}
