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
    /** Classification alone. */
    private final float[] confidences;
    /** Multiclass alone. */
    private final double[] briers;

    private long rows;

    RecentWindow(Task task, Loss loss, int classes, int size) {
        this.task = task;
        this.loss = loss;
        this.classes = classes;
        scores = new float[size];
        labels = new float[size];
        losses = new double[size];
        weights = new float[size];
        confidences = new float[task == Task.REGRESSION ? 0 : size];
        briers = new double[task == Task.MULTICLASS ? size : 0];
    }

    void add(Scored row) {
        int at = (int) (rows++ % scores.length);
        scores[at] = row.score;
        labels[at] = row.label;
        losses[at] = row.lossValue;
        weights[at] = (float) row.weight;
        if (confidences.length > 0) {
            confidences[at] = row.confidence;
        }
        if (briers.length > 0) {
            briers[at] = row.brier;
        }
    }

    Estimates estimates() {
        Totals totals = new Totals(PREFIX, task, classes);
        int count = count();
        Scored row = new Scored(task, loss, 1);
        for (int i = 0; i < count; i++) {
            read((int) ((rows - count + i) % scores.length), row);
            totals.add(row, 1);
        }
        double area = task == Task.BINARY ? exactAuc(count) : Double.NaN;
        return totals.windowed(new RocBins.Area(area, Double.isNaN(area) ? area : 0));
    }

    /** See {@link Evaluation#windowLosses}. */
    double[] losses(double... shares) {
        double[] sorted = Arrays.copyOf(losses, count());
        Arrays.sort(sorted);
        return Arrays.stream(shares)
                .map(share -> sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(share * sorted.length) - 1])
                .toArray();
    }

    private void read(int at, Scored row) {
        row.label = labels[at];
        row.score = scores[at];
        row.weight = weights[at];
        row.lossValue = losses[at];
        row.logLoss = row.logLossOf(losses[at]);
        row.actual = task == Task.REGRESSION ? 0 : (int) labels[at];
        row.confidence = task == Task.REGRESSION ? Float.NaN : confidences[at];
        row.predicted = task == Task.MULTICLASS ? (int) scores[at] : scores[at] > 0 ? 1 : 0;
        row.brier = task == Task.MULTICLASS ? briers[at] : Scored.brierOf(row.confidence, row.actual);
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
        int confident = Math.min(count, confidences.length);
        into.put(PREFIX + "confidences", Arrays.copyOf(confidences, confident), confident);
        int briered = Math.min(count, briers.length);
        into.put(PREFIX + "briers", Arrays.copyOf(briers, briered), briered);
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
        int confident = Math.min(count, confidences.length);
        System.arraycopy(from.floats(PREFIX + "confidences", confident), 0, confidences, 0, confident);
        int briered = Math.min(count, briers.length);
        System.arraycopy(from.doubles(PREFIX + "briers", briered), 0, briers, 0, briered);
    }
}
