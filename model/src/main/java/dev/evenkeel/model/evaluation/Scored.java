package dev.evenkeel.model.evaluation;

import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.loss.Loss;

/** One scored row, worked out once for all estimates. Filled again and again. */
final class Scored {
    static final double MOST_LOG_LOSS = -Math.log(1e-15);

    private final Task task;
    private final Loss loss;
    private final int outputs;

    double weight;
    float label;
    /** The score (binary, regression) or the likeliest class (multiclass). */
    float score;

    double lossValue;
    double logLoss;
    int predicted;
    int actual;
    private boolean finite;

    Scored(Task task, Loss loss, int outputs) {
        this.task = task;
        this.loss = loss;
        this.outputs = outputs;
    }

    Scored fill(float[] scores, int at, float rowLabel, float rowWeight) {
        weight = rowWeight;
        label = rowLabel;
        lossValue = loss.value(scores, at, outputs, label);
        logLoss = task == Task.REGRESSION ? Double.NaN : Math.min(lossValue, MOST_LOG_LOSS);
        score = scores[at];
        finite = Double.isFinite(lossValue);
        for (int k = 0; k < outputs; k++) {
            finite &= Float.isFinite(scores[at + k]); // an infinite score can have a loss of 0
        }
        actual = task == Task.REGRESSION ? 0 : (int) label;
        predicted = task == Task.BINARY && score > 0 ? 1 : 0;
        if (task == Task.MULTICLASS) {
            for (int k = 1; k < outputs; k++) {
                predicted = scores[at + k] > scores[at + predicted] ? k : predicted;
            }
            score = predicted;
        }
        return this;
    }

    /** Whether loss and scores are. */
    boolean finite() {
        return finite;
    }
}
