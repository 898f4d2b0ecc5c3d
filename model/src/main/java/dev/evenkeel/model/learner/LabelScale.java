package dev.evenkeel.model.learner;

import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.stability.RobustMoments;

/**
 * The running mean, deviation and range of a regression's labels: a network learns labels of the size of 1, and its outputs are
 * turned back into the label's units and clamped to the range seen so far.
 *
 * <p>Labels are standardized: target = (y - μ)/σ, score = μ + σ·output. Counts (Poisson) keep their zero: target = y/μ, score =
 * ln μ + output, a log-mean between -50 and the logarithm of the largest label.
 *
 * <p>Welford's recurrence in double precision, population variance, each label counting by its row's importance weight. Before any
 * label, every score is 0. Where moments and range are to be robust, no label moves them by more than {@link RobustMoments#REACH}
 * deviations. Not thread-safe.
 */
final class LabelScale {
    private static final String PATH = "normalizer/label";
    private static final double LEAST_LOG_MEAN = -50;

    /** Moments and range of labels whose weights sum to {@code weight}. */
    private record Moments(double weight, double mean, double squares, double min, double max) {
        static final Moments NONE = new Moments(0, 0, 0, 0, 0);

        Moments add(double label, double importance) {
            if (importance == 0) {
                return this;
            }
            double total = weight + importance;
            double delta = label - mean;
            double next = mean + delta * importance / total;
            return new Moments(
                    total,
                    next,
                    squares + importance * delta * (label - next),
                    weight == 0 ? label : Math.min(min, label),
                    weight == 0 ? label : Math.max(max, label));
        }

        double drawn(double label) {
            return RobustMoments.drawn(label, weight, mean, squares);
        }

        double deviation() {
            return weight == 0 ? 0 : Math.sqrt(squares / weight);
        }
    }

    private final Loss loss;
    private final boolean robust;
    private Moments moments = Moments.NONE;
    private Moments proposed = Moments.NONE;

    /**
     * A scale for that loss, which has seen nothing.
     *
     * @param robust whether a single label moves moments and range only so far
     */
    LabelScale(Loss loss, boolean robust) {
        this.loss = loss;
        this.robust = robust;
    }

    private boolean counts() {
        return loss.kind() == LossKind.POISSON;
    }

    /** An output of the network in the label's units. */
    float score(float output) {
        if (counts()) {
            double most = Math.max(LEAST_LOG_MEAN, Math.log(moments.max));
            double score = (moments.mean > 0 ? Math.log(moments.mean) : 0) + output;
            return moments.weight == 0 ? 0 : (float) Math.max(LEAST_LOG_MEAN, Math.min(most, score));
        }
        double score = moments.mean + moments.deviation() * output;
        return (float) Math.max(moments.min, Math.min(moments.max, score));
    }

    /** An output drawn into the range of the targets proposed last. */
    float bounded(float output) {
        double deviation = proposed.deviation();
        if (counts() || deviation == 0) {
            return output;
        }
        double low = (proposed.min - proposed.mean) / deviation;
        double high = (proposed.max - proposed.mean) / deviation;
        return (float) Math.max(low, Math.min(high, output));
    }

    /**
     * Row by row, updates a copy of the moments and scales the row's label by it; {@link #commit} makes the copy count.
     *
     * @param into {@code [to - from]} targets of the network
     */
    void propose(MiniBatch batch, int from, int to, float[] into) {
        proposed = moments;
        for (int r = from; r < to; r++) {
            double label = batch.labels()[r];
            proposed = proposed.add(robust ? proposed.drawn(label) : label, batch.weights()[r]);
            double unit = counts() ? proposed.mean : proposed.deviation();
            into[r - from] = unit == 0 ? 0 : (float) ((counts() ? label : label - proposed.mean) / unit);
        }
    }

    /** The loss as a function of targets and outputs of the network, by the moments proposed last. */
    Loss targetLoss() {
        double unit = proposed.deviation();
        return unit == 0 ? loss : loss.inUnitsOf(unit);
    }

    /** Whether the proposed moments are finite. */
    boolean finite() {
        return Double.isFinite(proposed.mean) && Double.isFinite(proposed.squares);
    }

    /** Takes the moments proposed last. */
    void commit() {
        moments = proposed;
    }

    /** Moments stay as they are, and count as of fewer labels; the range stays. */
    void reanchor(double keep) {
        moments = new Moments(keep * moments.weight, moments.mean, keep * moments.squares, moments.min, moments.max);
    }

    LabelScale copy() {
        LabelScale copy = new LabelScale(loss, robust);
        copy.moments = moments;
        return copy;
    }

    void save(NamedTensors into) {
        into.put(PATH + "/weight", new double[] {moments.weight}, 1);
        into.put(PATH + "/mean", new double[] {moments.mean}, 1);
        into.put(PATH + "/squares", new double[] {moments.squares}, 1);
        into.put(PATH + "/range", new double[] {moments.min, moments.max}, 2);
    }

    void load(NamedTensors from) {
        double[] weight = from.doubles(PATH + "/weight", 1);
        double[] mean = from.doubles(PATH + "/mean", 1);
        double[] squares = from.doubles(PATH + "/squares", 1);
        double[] range = from.doubles(PATH + "/range", 2);
        moments = new Moments(weight[0], mean[0], squares[0], range[0], range[1]);
    }
}
