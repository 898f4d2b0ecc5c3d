package dev.evenkeel.model.learner;

import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.parameter.NamedTensors;

/**
 * The running mean, deviation and range of a regression's labels: a network learns standardized labels, and its outputs are turned
 * back into the label's units and clamped to the range seen so far.
 *
 * <p>Welford's recurrence in double precision, population variance. Before any label, every score is 0. Not thread-safe.
 */
final class LabelScale {
    private static final String PATH = "normalizer/label";

    /** Moments and range of {@code count} labels. */
    private record Moments(long count, double mean, double squares, double min, double max) {
        static final Moments NONE = new Moments(0, 0, 0, 0, 0);

        Moments add(double label) {
            double delta = label - mean;
            double next = mean + delta / (count + 1);
            return new Moments(
                    count + 1,
                    next,
                    squares + delta * (label - next),
                    count == 0 ? label : Math.min(min, label),
                    count == 0 ? label : Math.max(max, label));
        }

        double deviation() {
            return count == 0 ? 0 : Math.sqrt(squares / count);
        }
    }

    private Moments moments = Moments.NONE;
    private Moments proposed = Moments.NONE;

    /** An output of the network in the label's units. */
    float score(float output) {
        double score = moments.mean + moments.deviation() * output;
        return (float) Math.max(moments.min, Math.min(moments.max, score));
    }

    /**
     * Row by row, updates a copy of the moments and standardizes the row's label by it; {@link #commit} makes the copy count.
     *
     * @param into {@code [to - from]} targets of the network
     */
    void propose(MiniBatch batch, int from, int to, float[] into) {
        proposed = moments;
        for (int r = from; r < to; r++) {
            double label = batch.labels()[r];
            proposed = proposed.add(label);
            double deviation = proposed.deviation();
            into[r - from] = deviation == 0 ? 0 : (float) ((label - proposed.mean) / deviation);
        }
    }

    /** Whether the proposed moments are finite. */
    boolean finite() {
        return Double.isFinite(proposed.mean) && Double.isFinite(proposed.squares);
    }

    /** Takes the moments proposed last. */
    void commit() {
        moments = proposed;
    }

    LabelScale copy() {
        LabelScale copy = new LabelScale();
        copy.moments = moments;
        return copy;
    }

    void save(NamedTensors into) {
        into.put(PATH + "/count", new long[] {moments.count}, 1);
        into.put(PATH + "/mean", new double[] {moments.mean}, 1);
        into.put(PATH + "/squares", new double[] {moments.squares}, 1);
        into.put(PATH + "/range", new double[] {moments.min, moments.max}, 2);
    }

    void load(NamedTensors from) {
        long[] count = from.longs(PATH + "/count");
        double[] mean = from.doubles(PATH + "/mean");
        double[] squares = from.doubles(PATH + "/squares");
        double[] range = from.doubles(PATH + "/range");
        if (count.length != 1 || mean.length != 1 || squares.length != 1 || range.length != 2) {
            throw new IllegalArgumentException("wrong shape: tensor=" + PATH + ", lengths=[" + count.length + ", "
                    + mean.length + ", " + squares.length + ", " + range.length + "], expected=[1, 1, 1, 2]");
        }
        moments = new Moments(count[0], mean[0], squares[0], range[0], range[1]);
    }
}
