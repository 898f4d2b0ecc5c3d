package dev.evenkeel.model.evaluation;

import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.parameter.NamedTensors;
import java.util.List;

/** Sums that all estimates are ratios of, each row counting by its importance weight; O(1) a row. */
final class Totals {
    /** Indices into {@link #sums}; the first three do not grow with a row's weight. */
    private static final int ROWS = 0;

    private static final int LAST_LABEL = 1;
    private static final int LABEL_MEAN = 2;
    private static final int WEIGHT = 3;
    private static final int LOSS = 4;
    private static final int LOG_LOSS = 5;
    private static final int BRIER = 6;
    private static final int SQUARED = 7;
    private static final int ABSOLUTE = 8;
    private static final int LABEL_M2 = 9;
    private static final int NAIVE = 10;
    private static final int NO_CHANGE = 11;
    private static final int NAIVE_ABSOLUTE = 12;
    private static final int NO_CHANGE_ABSOLUTE = 13;
    private static final int SIZE = 14;

    private final String prefix;
    private final Task task;
    private final double[] sums = new double[SIZE];
    private final Confusion confusion;
    private final Reliability reliability = new Reliability();
    private final RocBins roc = new RocBins();

    /** Sums of nothing, saved under names that begin with the prefix. */
    Totals(String prefix, Task task, int classes) {
        this.prefix = prefix;
        this.task = task;
        confusion = new Confusion(classes);
    }

    /** Adds a row that counts {@code factor} times its weight. */
    void add(Scored row, double factor) {
        double w = row.weight * factor;
        baselines(row, w);
        sums[ROWS]++;
        sums[WEIGHT] += w;
        sums[LOSS] += w * row.lossValue;
        if (task == Task.REGRESSION) {
            double error = (double) row.score - row.label;
            sums[SQUARED] += w * error * error;
            sums[ABSOLUTE] += w * Math.abs(error);
            double fromMean = row.label - sums[LABEL_MEAN];
            sums[LABEL_MEAN] += w == 0 ? 0 : w / sums[WEIGHT] * fromMean;
            sums[LABEL_M2] += w * fromMean * (row.label - sums[LABEL_MEAN]);
        } else {
            sums[LOG_LOSS] += w * row.logLoss;
            sums[BRIER] += w * row.brier;
            confusion.add(row.actual, row.predicted, w);
            boolean hit = task == Task.BINARY ? row.actual == 1 : row.actual == row.predicted;
            reliability.add(row.confidence, hit, w);
            if (task == Task.BINARY) {
                roc.add(row.score, row.actual == 1, w);
            }
        }
        sums[LAST_LABEL] = row.label;
    }

    /** What the two baselines would have said before this row was known; the first row guesses class 0, or its own label. */
    private void baselines(Scored row, double w) {
        if (task == Task.REGRESSION) {
            double fromMean = sums[WEIGHT] == 0 ? 0 : row.label - sums[LABEL_MEAN];
            double fromLast = sums[ROWS] == 0 ? 0 : row.label - sums[LAST_LABEL];
            sums[NAIVE] += w * fromMean * fromMean;
            sums[NAIVE_ABSOLUTE] += w * Math.abs(fromMean);
            sums[NO_CHANGE] += w * fromLast * fromLast;
            sums[NO_CHANGE_ABSOLUTE] += w * Math.abs(fromLast);
        } else {
            sums[NAIVE] += confusion.commonest() == row.actual ? w : 0;
            sums[NO_CHANGE] += sums[LAST_LABEL] == row.label ? w : 0;
        }
    }

    /** Multiplies the weight of every row so far. */
    void multiply(double factor) {
        for (int i = WEIGHT; i < SIZE; i++) {
            sums[i] *= factor;
        }
        for (double[] weights :
                List.of(confusion.counts, confusion.actual, reliability.sums, roc.negatives, roc.positives)) {
            for (int i = 0; i < weights.length; i++) {
                weights[i] *= factor;
            }
        }
    }

    double loss() {
        return sums[LOSS] / sums[WEIGHT];
    }

    /** Everything; supports are multiplied by {@code unit}. */
    Estimates estimates(double unit) {
        return task == Task.REGRESSION ? regression() : classification(unit, roc.area(), sums[NAIVE] / sums[WEIGHT]);
    }

    /** Everything over a window whose area is known, and where the majority is the window's own. */
    Estimates windowed(RocBins.Area area) {
        return task == Task.REGRESSION ? regression() : classification(1, area, confusion.majority());
    }

    private Estimates regression() {
        double w = sums[WEIGHT];
        double none = Double.NaN;
        return new Estimates(
                (long) sums[ROWS],
                loss(),
                none,
                none,
                none,
                none,
                none,
                none,
                none,
                none,
                Math.sqrt(sums[SQUARED] / w),
                sums[ABSOLUTE] / w,
                sums[LABEL_M2] > 0 ? 1 - sums[SQUARED] / sums[LABEL_M2] : none,
                new Baselines(
                        Math.sqrt(sums[NAIVE] / w),
                        Math.sqrt(sums[NO_CHANGE] / w),
                        none,
                        none,
                        sums[NAIVE_ABSOLUTE] / w,
                        sums[NO_CHANGE_ABSOLUTE] / w),
                List.of());
    }

    private Estimates classification(double unit, RocBins.Area area, double naive) {
        double w = sums[WEIGHT];
        double none = Double.NaN;
        boolean binary = task == Task.BINARY;
        double impurity = confusion.impurity();
        return new Estimates(
                (long) sums[ROWS],
                loss(),
                sums[LOG_LOSS] / w,
                sums[BRIER] / w,
                confusion.accuracy(),
                binary ? area.value() : none,
                binary ? area.error() : none,
                confusion.kappa(),
                confusion.f1(),
                reliability.error(),
                none,
                none,
                none,
                new Baselines(
                        naive, sums[NO_CHANGE] / w, confusion.entropy(), binary ? impurity / 2 : impurity, none, none),
                binary ? List.of() : confusion.byClass(unit));
    }

    void save(NamedTensors into) {
        into.put(prefix + "sums", sums.clone(), SIZE);
        if (task != Task.REGRESSION) {
            into.put(prefix + "confusion", confusion.counts.clone(), confusion.counts.length);
            into.put(prefix + "actual", confusion.actual.clone(), confusion.actual.length);
            into.put(prefix + "reliability", reliability.sums.clone(), reliability.sums.length);
        }
        if (task == Task.BINARY) {
            into.put(prefix + "roc/negatives", roc.negatives.clone(), roc.negatives.length);
            into.put(prefix + "roc/positives", roc.positives.clone(), roc.positives.length);
        }
    }

    void load(NamedTensors from) {
        copy(from, "sums", sums);
        if (task != Task.REGRESSION) {
            copy(from, "confusion", confusion.counts);
            copy(from, "actual", confusion.actual);
            copy(from, "reliability", reliability.sums);
        }
        if (task == Task.BINARY) {
            copy(from, "roc/negatives", roc.negatives);
            copy(from, "roc/positives", roc.positives);
        }
    }

    private void copy(NamedTensors from, String name, double[] into) {
        System.arraycopy(from.doubles(prefix + name, into.length), 0, into, 0, into.length);
    }
}
