package dev.evenkeel.job.training;

import dev.evenkeel.model.evaluation.Estimates;
import dev.evenkeel.model.learner.ColumnRange;
import dev.evenkeel.model.learner.TrainingLane;
import java.util.List;

/**
 * What a report says of a lane beside its stability. NaN where something is not known.
 *
 * @param window estimates over the last rows
 * @param lossMedian what half of the losses of those rows do not exceed
 * @param lossTail what 95 of 100 of them do not exceed
 * @param meanWaitMs how long first rows of windows have waited since the report before, in milliseconds
 * @param greatestWaitMs the longest of these waits
 * @param ranges of numeric columns, the first {@value #MOST_RANGES} of the schema
 */
record LaneFigures(
        Estimates window,
        double lossMedian,
        double lossTail,
        double meanWaitMs,
        double greatestWaitMs,
        List<ColumnRange> ranges) {
    /** A report stays small, however many columns there are. */
    static final int MOST_RANGES = 32;

    static LaneFigures of(TrainingLane lane, WindowWaits waits) {
        double[] losses = lane.evaluation().windowLosses(0.5, 0.95);
        return new LaneFigures(
                lane.evaluation().window(),
                losses[0],
                losses[1],
                waits.meanMs(),
                waits.greatestMs(),
                lane.learner().inputRanges().stream().limit(MOST_RANGES).toList());
    }

    /** The smallest deviation of a column whose range is known: 0 says that a column has never changed. */
    double leastDeviation() {
        return ranges.stream()
                .mapToDouble(ColumnRange::deviation)
                .filter(Double::isFinite)
                .min()
                .orElse(Double.NaN);
    }

    /** The largest one. */
    double greatestDeviation() {
        return ranges.stream()
                .mapToDouble(ColumnRange::deviation)
                .filter(Double::isFinite)
                .max()
                .orElse(Double.NaN);
    }
}
