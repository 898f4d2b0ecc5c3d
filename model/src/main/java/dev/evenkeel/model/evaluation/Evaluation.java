package dev.evenkeel.model.evaluation;

import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.parameter.NamedTensors;
import java.util.BitSet;

/**
 * Prequential evaluation: predictions are scored before their rows are learned from. Rows with a non-finite score are left out.
 * Not thread-safe.
 */
public final class Evaluation {
    private static final BitSet NONE = new BitSet();

    private final Task task;
    private final int outputs;
    private final EvaluationSettings settings;
    private final Scored scored;
    private final Totals totals;
    private final RecentWindow window;
    /** Fading sums of weight, loss, and (classification) right answers. */
    private final double[] fading = new double[3];

    /** An evaluation that has seen nothing. */
    public Evaluation(Task task, Loss loss, int outputs, EvaluationSettings settings) {
        this.task = task;
        this.outputs = outputs;
        this.settings = settings;
        int classes = task == Task.MULTICLASS ? outputs : 2;
        scored = new Scored(task, loss, outputs);
        totals = new Totals(task, classes);
        window = new RecentWindow(task, loss, classes, settings.window());
    }

    /** Scores rows {@code [from, to)} of the batch, predicted as rows 0, 1, ... of {@code predictions}. */
    public void add(Predictions predictions, MiniBatch batch, int from, int to) {
        add(predictions, batch, from, to, NONE);
    }

    /**
     * The same but for some rows.
     *
     * @param except rows of the batch that do not count
     */
    public void add(Predictions predictions, MiniBatch batch, int from, int to, BitSet except) {
        for (int r = from; r < to; r++) {
            if (except.get(r)) {
                continue;
            }
            scored.fill(predictions.scores(), (r - from) * outputs, batch.labels()[r], batch.weights()[r]);
            if (!scored.finite()) {
                continue;
            }
            totals.add(scored);
            window.add(scored);
            double keep = settings.fading();
            fading[0] = keep * fading[0] + scored.weight;
            fading[1] = keep * fading[1] + scored.weight * scored.lossValue;
            fading[2] = keep * fading[2] + (scored.predicted == scored.actual ? scored.weight : 0);
        }
    }

    /** Over everything. */
    public Estimates total() {
        return totals.estimates();
    }

    /** Over the last {@link EvaluationSettings#window()} rows, exactly. */
    public Estimates window() {
        return window.estimates();
    }

    /** Loss, recent rows counting most. */
    public double fadingLoss() {
        return fading[1] / fading[0];
    }

    /** Accuracy, recent rows counting most; NaN for regression. */
    public double fadingAccuracy() {
        return task == Task.REGRESSION ? Double.NaN : fading[2] / fading[0];
    }

    /** Puts the complete state under {@code evaluation/}. */
    public void save(NamedTensors into) {
        totals.save(into);
        window.save(into);
        into.put("evaluation/fading", fading.clone(), fading.length);
    }

    /** Takes what {@link #save} put. */
    public void load(NamedTensors from) {
        totals.load(from);
        window.load(from);
        System.arraycopy(from.doubles("evaluation/fading", fading.length), 0, fading, 0, fading.length);
    }
}
