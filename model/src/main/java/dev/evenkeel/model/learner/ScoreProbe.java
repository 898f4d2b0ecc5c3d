package dev.evenkeel.model.learner;

import dev.evenkeel.model.data.SparseRow;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.stability.LayerSample;
import dev.evenkeel.model.update.LinearRule;

/** Measures what a step of a linear model does to the scores of its own row. Changes nothing. Not thread-safe. */
final class ScoreProbe {
    private final String layer;
    private final Loss loss;
    private final float[] before;
    private final float[] after;
    private final float[] gradient;

    /**
     * A probe.
     *
     * @param layer the name of what is measured
     * @param loss of the rule's own scores
     */
    ScoreProbe(String layer, Loss loss, int outputs) {
        this.layer = layer;
        this.loss = loss;
        before = new float[outputs];
        after = new float[outputs];
        gradient = new float[outputs];
    }

    /** Takes the rule's own scores before the step. */
    void before(float[] scores, int at) {
        System.arraycopy(scores, at, before, 0, before.length);
    }

    /** Takes the scores after it. */
    LayerSample after(SparseRow row, LinearRule rule, float label) {
        rule.score(row, after, 0);
        loss.gradient(before, 0, before.length, label, 1, gradient, 0);
        double gradients = 0;
        double changes = 0;
        for (int k = 0; k < before.length; k++) {
            gradients += (double) gradient[k] * gradient[k];
            changes += ((double) after[k] - before[k]) * ((double) after[k] - before[k]);
        }
        return new LayerSample(layer, Math.sqrt(gradients), Math.sqrt(gradients), Math.sqrt(changes), Double.NaN, 1);
    }
}
