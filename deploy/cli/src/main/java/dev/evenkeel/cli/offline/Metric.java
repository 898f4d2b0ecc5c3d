package dev.evenkeel.cli.offline;

import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.evaluation.Estimates;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * A metric as people see it, beside what needs no model.
 *
 * @param name what it is called
 * @param hint what a better one is like
 * @param value where it stands in the estimates
 * @param rivals what it is held against
 */
public record Metric(String name, String hint, ToDoubleFunction<Estimates> value, List<Rival> rivals) {
    private static final String LESS = "Less is better.";
    private static final String MORE = "More is better.";

    /** The rival that knows how often each class occurs. */
    private static final String SHARES = "shares of classes";

    private static final String COMMONEST = "commonest class";
    private static final String MEAN = "mean so far";
    private static final String NO_CHANGE = "no change";

    /**
     * What a metric is held against.
     *
     * @param name what it is called
     * @param value where it stands in the estimates
     */
    public record Rival(String name, ToDoubleFunction<Estimates> value) {}

    /** Keeps its own list. */
    public Metric {
        rivals = List.copyOf(rivals);
    }

    /** The metrics of a task, the most telling first. */
    public static List<Metric> of(Task task) {
        return switch (task) {
            case REGRESSION -> regression();
            case BINARY ->
                classification(List.of(
                        new Metric(
                                "AUC",
                                MORE
                                        + " One half is chance. Exact over the last examples; over all and fading from bins.",
                                Estimates::auc,
                                List.of()),
                        new Metric("kappa", MORE + " Zero is chance.", Estimates::kappa, List.of()),
                        new Metric("F1", MORE, Estimates::f1, List.of())));
            case MULTICLASS ->
                classification(List.of(
                        new Metric("kappa", MORE + " Zero is chance.", Estimates::kappa, List.of()),
                        new Metric("F1, mean", MORE + " The mean over the classes.", Estimates::f1, List.of())));
        };
    }

    private static List<Metric> classification(List<Metric> last) {
        List<Metric> first = List.of(
                new Metric(
                        "log loss",
                        LESS,
                        Estimates::logLoss,
                        List.of(new Rival(SHARES, e -> e.baseline().logLoss()))),
                new Metric(
                        "accuracy",
                        MORE,
                        Estimates::accuracy,
                        List.of(new Rival(COMMONEST, Estimates::naive), new Rival(NO_CHANGE, Estimates::noChange))),
                new Metric(
                        "Brier score",
                        LESS,
                        Estimates::brier,
                        List.of(new Rival(SHARES, e -> e.baseline().brier()))),
                new Metric(
                        "calibration",
                        LESS + " How far probabilities are from frequencies, in 15 bins.",
                        Estimates::calibrationError,
                        List.of()));
        return Stream.concat(first.stream(), last.stream()).toList();
    }

    private static List<Metric> regression() {
        return List.of(
                new Metric(
                        "RMSE",
                        LESS,
                        Estimates::rmse,
                        List.of(new Rival(MEAN, Estimates::naive), new Rival(NO_CHANGE, Estimates::noChange))),
                new Metric(
                        "MAE",
                        LESS,
                        Estimates::mae,
                        List.of(
                                new Rival(MEAN, e -> e.baseline().naiveMae()),
                                new Rival(NO_CHANGE, e -> e.baseline().noChangeMae()))),
                new Metric("R²", MORE + " Zero is the mean.", Estimates::r2, List.of()));
    }

    /** A number as people read it: five digits after the point while it is small; – when it is not known. */
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            return "–";
        }
        double size = Math.abs(value);
        String format = size < 100 ? "%.5f" : size < 1e7 ? "%,.2f" : "%.4e";
        return String.format(Locale.ROOT, format, value);
    }
}
