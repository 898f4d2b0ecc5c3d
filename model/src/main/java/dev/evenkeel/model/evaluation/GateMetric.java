package dev.evenkeel.model.evaluation;

import dev.evenkeel.model.data.Task;
import java.util.Locale;

/** A windowed metric that decides whether a model is published. */
public enum GateMetric {
    /** Mean of -ln(probability of the true class). */
    LOG_LOSS,
    /** Mean squared error of the probabilities. */
    BRIER,
    /** Share of rows whose likeliest class was right. */
    ACCURACY,
    /** Area under the ROC curve; a constant has one half. */
    AUC,
    /** Cohen's kappa; a constant has 0. */
    KAPPA,
    /** Root of the mean squared error. */
    RMSE,
    /** Mean absolute error. */
    MAE;

    /** What the model has. */
    double value(Estimates estimates) {
        return switch (this) {
            case LOG_LOSS -> estimates.logLoss();
            case BRIER -> estimates.brier();
            case ACCURACY -> estimates.accuracy();
            case AUC -> estimates.auc();
            case KAPPA -> estimates.kappa();
            case RMSE -> estimates.rmse();
            case MAE -> estimates.mae();
        };
    }

    /** What a constant has. */
    double constant(Baselines baselines) {
        return switch (this) {
            case LOG_LOSS -> baselines.logLoss();
            case BRIER -> baselines.brier();
            case ACCURACY, RMSE -> baselines.naive();
            case AUC -> 0.5;
            case KAPPA -> 0;
            case MAE -> baselines.naiveMae();
        };
    }

    /** What repeating the last label has; NaN where that is no baseline, since labels are no probabilities. */
    double noChange(Baselines baselines) {
        return switch (this) {
            case ACCURACY, RMSE -> baselines.noChange();
            case MAE -> baselines.noChangeMae();
            case LOG_LOSS, BRIER, AUC, KAPPA -> Double.NaN;
        };
    }

    /** Whether a higher value is the better one. */
    boolean more() {
        return this == ACCURACY || this == AUC || this == KAPPA;
    }

    /** Whether it measures models of that task. */
    public boolean measures(Task task) {
        return (task == Task.REGRESSION) == regression() && (this != AUC || task == Task.BINARY);
    }

    /** Whether repeating the last label can be measured by it. */
    public boolean measuresNoChange() {
        return this == ACCURACY || regression();
    }

    private boolean regression() {
        return this == RMSE || this == MAE;
    }

    /** Its name in files and reports, such as {@code log_loss}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
