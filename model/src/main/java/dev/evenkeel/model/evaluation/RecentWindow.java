package dev.evenkeel.model.evaluation;

import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.parameter.NamedTensors;
import java.util.Arrays;

/** The last rows, kept as they are: estimates over them are exact. O(1) a row, O(window · log window) an estimate. */
final class RecentWindow {
    private static final String PREFIX = "evaluation/window/";

    private final Task task;
    private final Loss loss;
    private final int classes;
    private final float[] scores;
    private final float[] labels;
    /** Double: a squared error can exceed what a float holds. */
    private final double[] losses;

    private final float[] weights;
    private long rows;

    RecentWindow(Task task, Loss loss, int classes, int size) {
        this.task = task;
        this.loss = loss;
        this.classes = classes;
        scores = new float[size];
        labels = new float[size];
        losses = new double[size];
        weights = new float[size];
    }

    void add(Scored row) {
        int at = (int) (rows++ % scores.length);
        scores[at] = row.score;
        labels[at] = row.label;
        losses[at] = row.lossValue;
        weights[at] = (float) row.weight;
    }

    Estimates estimates() {
        Totals totals = new Totals(task, classes);
        int count = count();
        Scored row = new Scored(task, loss, 1);
        Confusion confusion = new Confusion(classes);
        for (int i = 0; i < count; i++) {
            int at = (int) ((rows - count + i) % scores.length);
            row.label = labels[at];
            row.score = scores[at];
            row.weight = weights[at];
            row.lossValue = losses[at];
            row.logLoss = row.logLossOf(losses[at]);
            row.actual = task == Task.REGRESSION ? 0 : (int) labels[at];
            row.predicted = task == Task.MULTICLASS ? (int) scores[at] : scores[at] > 0 ? 1 : 0;
            totals.add(row);
            confusion.add(row.actual, task == Task.REGRESSION ? 0 : row.predicted, row.weight);
        }
        Estimates e = totals.estimates();
        boolean regression = task == Task.REGRESSION;
        return new Estimates(
                e.examples(),
                e.loss(),
                e.logLoss(),
                e.accuracy(),
                task == Task.BINARY ? exactAuc(count) : Double.NaN,
                e.kappa(),
                e.f1(),
                e.rmse(),
                e.mae(),
                e.r2(),
                regression ? e.naive() : confusion.majority(),
                e.noChange());
    }

    /** By ranks, ties counting one half. */
    private double exactAuc(int count) {
        long[] order = new long[count];
        for (int i = 0; i < count; i++) {
            int bits = Float.floatToIntBits(scores[i]);
            int sortable = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
            order[i] = ((long) sortable << 32) | i;
        }
        Arrays.sort(order);
        double below = 0;
        double pairs = 0;
        double positiveTotal = 0;
        for (int i = 0; i < count; ) {
            double positives = 0;
            double negatives = 0;
            int first = (int) order[i];
            for (; i < count && scores[(int) order[i]] == scores[first]; i++) {
                int at = (int) order[i];
                positives += labels[at] > 0 ? weights[at] : 0;
                negatives += labels[at] > 0 ? 0 : weights[at];
            }
            pairs += positives * (below + negatives / 2);
            below += negatives;
            positiveTotal += positives;
        }
        return positiveTotal == 0 || below == 0 ? Double.NaN : pairs / (positiveTotal * below);
    }

    private int count() {
        return (int) Math.min(rows, scores.length);
    }

    void save(NamedTensors into) {
        into.put(PREFIX + "rows", new long[] {rows}, 1);
        int count = count();
        into.put(PREFIX + "scores", Arrays.copyOf(scores, count), count);
        into.put(PREFIX + "labels", Arrays.copyOf(labels, count), count);
        into.put(PREFIX + "losses", Arrays.copyOf(losses, count), count);
        into.put(PREFIX + "weights", Arrays.copyOf(weights, count), count);
    }

    void load(NamedTensors from) {
        long saved = from.longs(PREFIX + "rows", 1)[0];
        if (saved < 0) {
            throw new IllegalArgumentException("must be >= 0: " + PREFIX + "rows=" + saved);
        }
        rows = saved;
        int count = count();
        System.arraycopy(from.floats(PREFIX + "scores", count), 0, scores, 0, count);
        System.arraycopy(from.floats(PREFIX + "labels", count), 0, labels, 0, count);
        System.arraycopy(from.doubles(PREFIX + "losses", count), 0, losses, 0, count);
        System.arraycopy(from.floats(PREFIX + "weights", count), 0, weights, 0, count);
    }
}
