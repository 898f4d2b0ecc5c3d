package dev.evenkeel.model.learner;

import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.loss.LossKind;
import java.util.Arrays;

/**
 * One prediction out of several, and what each of them is charged for its own.
 *
 * <p>Probabilities (logistic, softmax) are averaged as probabilities, expected counts (Poisson) as counts, and charged their log
 * loss; anything else is averaged as it is and charged ℓ/(2v), at most {@value #MOST}, where v is the running mean of the blend's own
 * loss: for squared loss, a Gaussian's log-likelihood. Stateless but for v; not thread-safe.
 */
final class Blend {
    /** The most nats an expert is charged for one example where losses are no likelihoods. */
    private static final double MOST = 20;

    /** How fast v follows. */
    private static final double RATE = 1e-3;

    /** Examples after which v takes no more from one than the most that an expert is charged for it. */
    private static final int SETTLED = 30;

    private static final float MOST_SCORE = 50;

    private final Loss loss;
    private final int outputs;
    private final double[] sums;
    private final float[] means;
    private final boolean likelihood;
    private double scale;
    private long examples;

    Blend(Loss loss, int outputs) {
        this.loss = loss;
        this.outputs = outputs;
        sums = new double[outputs + 1];
        means = new float[outputs];
        LossKind kind = loss.kind();
        likelihood = kind == LossKind.LOGISTIC || kind == LossKind.SOFTMAX || kind == LossKind.POISSON;
    }

    /**
     * The average of the experts' predictions of one row, as a score.
     *
     * @param experts their predictions
     * @param row which row of them
     * @param into receives the scores as its row {@code intoRow}
     */
    void average(FixedShare shares, Predictions[] experts, int row, Predictions into, int intoRow) {
        int at = row * outputs;
        Arrays.fill(sums, 0);
        double total = 0;
        for (int m = 0; m < experts.length; m++) {
            if (finite(experts[m].scores(), at)) {
                double weight = shares.weight(m);
                total += weight;
                add(weight, experts[m].scores(), at);
            }
        }
        write(total, into.scores(), intoRow * outputs);
    }

    private boolean finite(float[] scores, int at) {
        float check = 0;
        for (int k = at; k < at + outputs; k++) {
            check += 0 * scores[k];
        }
        return check == 0;
    }

    private void add(double weight, float[] scores, int at) {
        switch (loss.kind()) {
            case LOGISTIC -> {
                double odds = Math.exp(-Math.abs(scores[at]));
                double likely = weight / (1 + odds);
                boolean yes = scores[at] > 0;
                sums[0] += yes ? likely : likely * odds;
                sums[1] += yes ? likely * odds : likely;
            }
            case SOFTMAX, POISSON -> {
                loss.mean(scores, at, outputs, means, 0);
                for (int k = 0; k < outputs; k++) {
                    sums[k] += weight * means[k];
                }
            }
            default -> sums[0] += weight * scores[at];
        }
    }

    private void write(double total, float[] scores, int at) {
        switch (loss.kind()) {
            case LOGISTIC -> scores[at] = total == 0 ? Float.NaN : score(Math.log(sums[0]) - Math.log(sums[1]));
            case SOFTMAX, POISSON -> {
                for (int k = 0; k < outputs; k++) {
                    scores[at + k] = total == 0 ? Float.NaN : score(Math.log(sums[k] / total));
                }
            }
            default -> scores[at] = total == 0 ? Float.NaN : (float) (sums[0] / total);
        }
    }

    private static float score(double score) {
        return (float) Math.max(-MOST_SCORE, Math.min(MOST_SCORE, score));
    }

    /** The loss of one row of the blend's predictions, from which its scale is learned. */
    double loss(Predictions blended, int row, float label) {
        double value = loss.value(blended.scores(), row * outputs, outputs, label);
        if (!likelihood && Double.isFinite(value)) {
            double usual = examples < SETTLED ? value : Math.min(value, 2 * MOST * scale);
            examples++;
            scale += (usual - scale) * Math.max(1.0 / examples, RATE);
        }
        return value;
    }

    /**
     * What the experts are charged for one row of their predictions.
     *
     * @param into receives one number an expert; NaN where its prediction is not finite
     */
    void charge(Predictions[] experts, int row, float label, double[] into) {
        for (int m = 0; m < experts.length; m++) {
            double value = loss.value(experts[m].scores(), row * outputs, outputs, label);
            double capped = Math.min(scale > 0 ? value / (2 * scale) : 0, MOST);
            into[m] = likelihood || Double.isNaN(value) ? value : capped;
        }
    }

    Blend copy() {
        Blend copy = new Blend(loss, outputs);
        copy.set(toArray());
        return copy;
    }

    /** What is remembered. */
    double[] toArray() {
        return new double[] {scale, examples};
    }

    /** Takes what {@link #toArray} gave. */
    void set(double[] saved) {
        scale = saved[0];
        examples = (long) saved[1];
    }
}
