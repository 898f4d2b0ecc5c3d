package dev.evenkeel.model.evaluation;

import dev.evenkeel.model.data.Task;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What predictions are held against: models that look at no feature. NaN where one does not apply or nothing was seen.
 *
 * @param naive classification: accuracy of always saying the commonest class, which over the window is the window's own, else the
 *     commonest before each row; regression: RMSE of the mean of the labels before each row
 * @param noChange repeating the last label: its accuracy, or its RMSE
 * @param logLoss classification: of giving each class the share f it turned out to have, Σ -f·ln f; no constant does better
 * @param brier the same constant's: binary f(1-f), multiclass 1 - Σf²
 * @param naiveMae regression: mean absolute error of the mean of the labels before each row
 * @param noChangeMae regression: mean absolute error of repeating the last label
 */
public record Baselines(
        double naive, double noChange, double logLoss, double brier, double naiveMae, double noChangeMae) {
    /** The baselines that apply to the task, by the names that reports give them. */
    public Map<String, Double> named(Task task) {
        boolean regression = task == Task.REGRESSION;
        Map<String, Double> named = new LinkedHashMap<>();
        named.put(regression ? "mean" : "majority", naive);
        named.put("no_change", noChange);
        if (regression) {
            named.put("mean_mae", naiveMae);
            named.put("no_change_mae", noChangeMae);
        } else {
            named.put("log_loss", logLoss);
            named.put("brier", brier);
        }
        return named;
    }
}
