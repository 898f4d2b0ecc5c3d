package dev.evenkeel.model.evaluation;

/**
 * Estimates of how good the predictions were, NaN where a metric does not apply or nothing was seen.
 *
 * @param examples rows scored
 * @param loss mean of the learner's loss, weighted by importance; squared error without a factor of one half, Poisson deviance,
 *     cross-entropy without label smoothing
 * @param logLoss mean of -ln(probability of the true class), probabilities clipped to [1e-15, 1 - 1e-15]; NaN under hinge loss,
 *     whose margins are no probabilities
 * @param accuracy share of rows whose likeliest class was right; binary: score above 0 is a yes
 * @param auc binary: area under the ROC curve, ties counting one half
 * @param kappa Cohen's kappa against chance agreement
 * @param f1 binary: of the positive class; multiclass: the mean over the classes that occurred
 * @param rmse regression: root of the mean squared error
 * @param mae regression: mean absolute error
 * @param r2 regression: 1 - Σ(y-p)²/Σ(y-ȳ)²
 * @param naive what a constant reaches: accuracy of the commonest class so far, or RMSE of the mean so far
 * @param noChange what repeating the last label reaches: its accuracy, or its RMSE
 */
public record Estimates(
        long examples,
        double loss,
        double logLoss,
        double accuracy,
        double auc,
        double kappa,
        double f1,
        double rmse,
        double mae,
        double r2,
        double naive,
        double noChange) {}
