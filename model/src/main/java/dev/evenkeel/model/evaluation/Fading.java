package dev.evenkeel.model.evaluation;

import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.parameter.NamedTensors;

/**
 * Estimates in which a row's influence shrinks with each later row by a constant factor. O(1) a row, amortized: rather than all
 * sums shrinking, each row counts by 1/factor more than the one before, until sums near the end of their range and are rescaled.
 */
final class Fading {
    private static final String SCALE = "evaluation/fading/scale";

    /** Far from overflow: the largest squared error is below 1e78, the largest weight below 1e39. */
    private static final double MOST = 1e100;

    private final double keep;
    private final Totals totals;
    /** By how much the last row counts more than its weight. */
    private double scale = 1;

    Fading(Task task, int classes, double keep) {
        this.keep = keep;
        totals = new Totals("evaluation/fading/", task, classes);
    }

    void add(Scored row) {
        scale /= keep;
        if (scale > MOST) {
            totals.multiply(1 / scale);
            scale = 1;
        }
        totals.add(row, scale);
    }

    double loss() {
        return totals.loss();
    }

    Estimates estimates() {
        return totals.estimates(1 / scale);
    }

    void save(NamedTensors into) {
        totals.save(into);
        into.put(SCALE, new double[] {scale}, 1);
    }

    void load(NamedTensors from) {
        totals.load(from);
        scale = from.doubles(SCALE, 1)[0];
    }
}
