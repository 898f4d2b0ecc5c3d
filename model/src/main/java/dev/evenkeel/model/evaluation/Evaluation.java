package dev.evenkeel.model.evaluation;

import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.parameter.NamedTensors;
import java.util.BitSet;

/**
 * Prequential evaluation: predictions are scored before their rows are learned from. Rows with a non-finite score are left out.
 * O(classes²) memory and O(classes) time a row; the window's estimates take O(window · log window) when asked for. Not
 * thread-safe.
 */
public final class Evaluation {
    private static final BitSet NONE = new BitSet();

    private final int outputs;
    private final Scored scored;
    private final Totals totals;
    private final RecentWindow window;
    private final Fading fading;

    /** An evaluation that has seen nothing. */
    public Evaluation(Task task, Loss loss, int outputs, EvaluationSettings settings) {
        this.outputs = outputs;
        int classes = task == Task.MULTICLASS ? outputs : 2;
        scored = new Scored(task, loss, outputs);
        totals = new Totals("evaluation/total/", task, classes);
        window = new RecentWindow(task, loss, classes, settings.window());
        fading = new Fading(task, classes, settings.fading());
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
            totals.add(scored, 1);
            window.add(scored);
            fading.add(scored);
        }
    }

    /** Over everything. */
    public Estimates total() {
        return totals.estimates(1);
    }

    /** Over the last {@link EvaluationSettings#window()} rows, exactly. */
    public Estimates window() {
        return window.estimates();
    }

    /**
     * Losses of the rows of {@link #window()} by rank, each row counting once whatever its weight: the least loss that so large a
     * share of them does not exceed. NaN while there are none. Takes O(window · log window).
     *
     * @param shares each in (0, 1]
     */
    public double[] windowLosses(double... shares) {
        return window.losses(shares);
    }

    /** Over everything, each row counting {@link EvaluationSettings#fading()} times as much as the next. */
    public Estimates fading() {
        return fading.estimates();
    }

    /** The loss of {@link #fading()} alone, which takes no time. */
    public double fadingLoss() {
        return fading.loss();
    }

    /** Puts the complete state under {@code evaluation/}. */
    public void save(NamedTensors into) {
        totals.save(into);
        window.save(into);
        fading.save(into);
    }

    /** Takes what {@link #save} put. */
    public void load(NamedTensors from) {
        totals.load(from);
        window.load(from);
        fading.load(from);
    }
}
