package dev.evenkeel.model.evaluation;

import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.parameter.NamedTensors;

/** Estimates over everything seen, each row counting by its importance weight; O(1) a row. */
final class Totals {
    private static final String PREFIX = "evaluation/total/";

    private final Task task;
    private final Confusion confusion;
    private final RocBins roc = new RocBins();
    /** Indices into {@link #sums}. */
    private static final int ROWS = 0;

    private static final int WEIGHT = 1;
    private static final int LOSS = 2;
    private static final int LOG_LOSS = 3;
    private static final int SQUARED = 4;
    private static final int ABSOLUTE = 5;
    private static final int LABEL_MEAN = 6;
    private static final int LABEL_M2 = 7;
    private static final int NAIVE = 8;
    private static final int NO_CHANGE = 9;
    private static final int LAST_LABEL = 10;
    private static final int SIZE = 11;

    private final double[] sums = new double[SIZE];

    Totals(Task task, int classes) {
        this.task = task;
        confusion = new Confusion(classes);
    }

    void add(Scored row) {
        double w = row.weight;
        baselines(row);
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
            confusion.add(row.actual, row.predicted, w);
            if (task == Task.BINARY) {
                roc.add(row.score, row.actual == 1, w);
            }
        }
        sums[LAST_LABEL] = row.label;
    }

    /** What the two baselines would have said before this row was known; the first row guesses class 0, or its own label. */
    private void baselines(Scored row) {
        double w = row.weight;
        if (task == Task.REGRESSION) {
            double fromMean = sums[WEIGHT] == 0 ? 0 : row.label - sums[LABEL_MEAN];
            double fromLast = sums[ROWS] == 0 ? 0 : row.label - sums[LAST_LABEL];
            sums[NAIVE] += w * fromMean * fromMean;
            sums[NO_CHANGE] += w * fromLast * fromLast;
        } else {
            sums[NAIVE] += confusion.commonest() == row.actual ? w : 0;
            sums[NO_CHANGE] += sums[LAST_LABEL] == row.label ? w : 0;
        }
    }

    Estimates estimates() {
        double w = sums[WEIGHT];
        boolean regression = task == Task.REGRESSION;
        return new Estimates(
                (long) sums[ROWS],
                sums[LOSS] / w,
                regression ? Double.NaN : sums[LOG_LOSS] / w,
                regression ? Double.NaN : confusion.accuracy(),
                task == Task.BINARY ? roc.area() : Double.NaN,
                regression ? Double.NaN : confusion.kappa(),
                regression ? Double.NaN : confusion.f1(),
                regression ? Math.sqrt(sums[SQUARED] / w) : Double.NaN,
                regression ? sums[ABSOLUTE] / w : Double.NaN,
                regression && sums[LABEL_M2] > 0 ? 1 - sums[SQUARED] / sums[LABEL_M2] : Double.NaN,
                regression ? Math.sqrt(sums[NAIVE] / w) : sums[NAIVE] / w,
                regression ? Math.sqrt(sums[NO_CHANGE] / w) : sums[NO_CHANGE] / w);
    }

    void save(NamedTensors into) {
        into.put(PREFIX + "sums", sums.clone(), SIZE);
        into.put(PREFIX + "confusion", confusion.counts.clone(), confusion.counts.length);
        into.put(PREFIX + "actual", confusion.actual.clone(), confusion.actual.length);
        if (task == Task.BINARY) {
            into.put(PREFIX + "roc/negatives", roc.negatives.clone(), roc.negatives.length);
            into.put(PREFIX + "roc/positives", roc.positives.clone(), roc.positives.length);
        }
    }

    void load(NamedTensors from) {
        copy(from, "sums", sums);
        copy(from, "confusion", confusion.counts);
        copy(from, "actual", confusion.actual);
        if (task == Task.BINARY) {
            copy(from, "roc/negatives", roc.negatives);
            copy(from, "roc/positives", roc.positives);
        }
    }

    private static void copy(NamedTensors from, String name, double[] into) {
        System.arraycopy(from.doubles(PREFIX + name, into.length), 0, into, 0, into.length);
    }
}
