package dev.evenkeel.model.evaluation;

import dev.evenkeel.model.data.Task;
import java.util.Locale;

/** A windowed metric that decides whether a model is published. */
public enum GateMetric {
    /** Mean of -ln(probability of the true class). */
    LOG_LOSS(false, false) {
        @Override
        double value(Estimates estimates) {
            return estimates.logLoss();
        }

        @Override
        double constant(Baselines baselines) {
            return baselines.logLoss();
        }
    },
    /** Mean squared error of the probabilities. */
    BRIER(false, false) {
        @Override
        double value(Estimates estimates) {
            return estimates.brier();
        }

        @Override
        double constant(Baselines baselines) {
            return baselines.brier();
        }
    },
    /** Share of rows whose likeliest class was right. */
    ACCURACY(true, false) {
        @Override
        double value(Estimates estimates) {
            return estimates.accuracy();
        }

        @Override
        double constant(Baselines baselines) {
            return baselines.naive();
        }

        @Override
        double noChange(Baselines baselines) {
            return baselines.noChange();
        }
    },
    /** Area under the ROC curve; a constant has one half. */
    AUC(true, false) {
        @Override
        double value(Estimates estimates) {
            return estimates.auc();
        }

        @Override
        double constant(Baselines baselines) {
            return 0.5;
        }
    },
    /** Cohen's kappa; a constant has 0. */
    KAPPA(true, false) {
        @Override
        double value(Estimates estimates) {
            return estimates.kappa();
        }

        @Override
        double constant(Baselines baselines) {
            return 0;
        }
    },
    /** Root of the mean squared error. */
    RMSE(false, true) {
        @Override
        double value(Estimates estimates) {
            return estimates.rmse();
        }

        @Override
        double constant(Baselines baselines) {
            return baselines.naive();
        }

        @Override
        double noChange(Baselines baselines) {
            return baselines.noChange();
        }
    },
    /** Mean absolute error. */
    MAE(false, true) {
        @Override
        double value(Estimates estimates) {
            return estimates.mae();
        }

        @Override
        double constant(Baselines baselines) {
            return baselines.naiveMae();
        }

        @Override
        double noChange(Baselines baselines) {
            return baselines.noChangeMae();
        }
    };

    private final boolean more;
    private final boolean regression;

    GateMetric(boolean more, boolean regression) {
        this.more = more;
        this.regression = regression;
    }

    /** What the model has. */
    abstract double value(Estimates estimates);

    /** What a constant has. */
    abstract double constant(Baselines baselines);

    /** What repeating the last label has; NaN where that is no baseline, since labels are no probabilities. */
    double noChange(Baselines baselines) {
        return Double.NaN;
    }

    /** Whether a higher value is the better one. */
    boolean more() {
        return more;
    }

    /** Whether it measures models of that task. */
    public boolean measures(Task task) {
        return (task == Task.REGRESSION) == regression && (this != AUC || task == Task.BINARY);
    }

    /** Whether repeating the last label can be measured by it. */
    public boolean measuresNoChange() {
        return this == ACCURACY || regression;
    }

    /** Its name in files and reports, such as {@code log_loss}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
