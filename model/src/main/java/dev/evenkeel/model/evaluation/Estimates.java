package dev.evenkeel.model.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Estimates of how good the predictions were, each row counting by its importance weight; NaN where a metric does not apply or
 * nothing was seen. Exact up to rounding, but for {@code auc} (see there).
 *
 * @param examples rows scored; fading: ever
 * @param loss mean of the learner's loss, weighted by importance; squared error without a factor of one half, Poisson deviance,
 *     cross-entropy without label smoothing
 * @param logLoss mean of -ln(probability of the true class), probabilities clipped to [1e-15, 1 - 1e-15]; NaN under hinge loss,
 *     whose margins are no probabilities
 * @param brier mean squared error of the probabilities: binary (p-y)² in [0, 1], multiclass Σ_k (p_k-y_k)² in [0, 2]; NaN under
 *     hinge loss
 * @param accuracy share of rows whose likeliest class was right; binary: score above 0 is a yes
 * @param auc binary: area under the ROC curve, ties counting one half; exact over the window, else from bins
 * @param aucError how far {@code auc} can be from the exact area at most; 0 over the window
 * @param kappa Cohen's kappa against chance agreement
 * @param f1 binary: of the positive class; multiclass: the mean over the classes that occurred
 * @param calibrationError expected calibration error: rows fall into 15 equal bins by their probability of a yes (multiclass: of
 *     the likeliest class); the mean over the bins, by weight, of |mean probability - share of yes (of hits)|; NaN under hinge loss
 *     (Naeini et al. 2015; Guo et al. 2017, arXiv 1706.04599, eq. 3)
 * @param rmse regression: root of the mean squared error
 * @param mae regression: mean absolute error
 * @param r2 regression: 1 - Σ(y-p)²/Σ(y-ȳ)²
 * @param baseline what needs no model
 * @param classes multiclass: class by class, in the schema's order; else empty
 */
public record Estimates(
        long examples,
        double loss,
        double logLoss,
        double brier,
        double accuracy,
        double auc,
        double aucError,
        double kappa,
        double f1,
        double calibrationError,
        double rmse,
        double mae,
        double r2,
        Baselines baseline,
        List<ClassEstimates> classes) {
    /** Keeps its own list. */
    public Estimates {
        classes = List.copyOf(classes);
    }

    /** What a constant reaches: accuracy of the commonest class, or RMSE of the mean; see {@link Baselines#naive()}. */
    public double naive() {
        return baseline.naive();
    }

    /** What repeating the last label reaches: its accuracy, or its RMSE. */
    public double noChange() {
        return baseline.noChange();
    }

    /** The metrics by the names that reports give them, those that do not apply among them. */
    public Map<String, Double> named() {
        Map<String, Double> named = new LinkedHashMap<>();
        named.put("loss", loss);
        named.put("log_loss", logLoss);
        named.put("brier", brier);
        named.put("accuracy", accuracy);
        named.put("auc", auc);
        named.put("auc_error", aucError);
        named.put("kappa", kappa);
        named.put("f1", f1);
        named.put("calibration_error", calibrationError);
        named.put("rmse", rmse);
        named.put("mae", mae);
        named.put("r2", r2);
        return named;
    }
}
