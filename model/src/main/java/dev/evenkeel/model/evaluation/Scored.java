package dev.evenkeel.model.evaluation;

import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.loss.LossKind;

/** One scored row, worked out once for all estimates. Filled again and again. */
final class Scored {
    static final double MOST_LOG_LOSS = -Math.log(1e-15);

    private final Task task;
    private final Loss loss;
    private final int outputs;
    /** Whether the loss is the log loss itself. */
    private final boolean logarithmic;

    private final float[] mean;

    double weight;
    float label;
    /** The score (binary), the predicted number (regression) or the likeliest class (multiclass). */
    float score;

    double lossValue;
    double logLoss;
    /** Squared error of the probabilities; NaN where there are none. */
    double brier;
    /** The probability of a yes (binary) or of the likeliest class (multiclass); NaN where there is none. */
    float confidence;

    int predicted;
    int actual;
    private boolean finite;

    Scored(Task task, Loss loss, int outputs) {
        this.task = task;
        this.loss = loss;
        this.outputs = outputs;
        mean = new float[outputs];
        logarithmic = loss.kind() == LossKind.LOGISTIC || loss.kind() == LossKind.SOFTMAX;
    }

    Scored fill(float[] scores, int at, float rowLabel, float rowWeight) {
        weight = rowWeight;
        label = rowLabel;
        lossValue = loss.value(scores, at, outputs, label);
        logLoss = logLossOf(lossValue);
        score = scores[at];
        loss.mean(scores, at, outputs, mean, 0);
        if (task == Task.REGRESSION) {
            score = mean[0];
        }
        finite = Double.isFinite(lossValue) && Float.isFinite(score);
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
        probabilities();
        return this;
    }

    private void probabilities() {
        if (task == Task.MULTICLASS) {
            confidence = mean[predicted];
            brier = 0;
            for (int k = 0; k < outputs; k++) {
                double off = mean[k] - (k == actual ? 1.0 : 0.0);
                brier += off * off;
            }
        } else {
            confidence = task == Task.BINARY ? mean[0] : Float.NaN;
            brier = brierOf(confidence, actual);
        }
    }

    /** Binary: the Brier score of a probability of a yes. */
    static double brierOf(float probability, int actual) {
        double off = (double) probability - actual;
        return off * off;
    }

    /** The log loss of a row whose loss that is; NaN where the loss says no probability. */
    double logLossOf(double value) {
        return logarithmic ? Math.min(value, MOST_LOG_LOSS) : Double.NaN;
    }

    /** Whether loss and scores are. */
    boolean finite() {
        return finite;
    }
}
