package dev.evenkeel.cli;

import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.evaluation.ClassEstimates;
import dev.evenkeel.model.evaluation.Estimates;
import dev.evenkeel.model.evaluation.Evaluation;
import dev.evenkeel.model.evaluation.EvaluationSettings;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The metrics of one evaluation, over all, over the window and fading, with what needs no model below each. */
final class MetricTable {
    private static final String LINE = "%-22s %12s %16s %12s";

    private final Console console;
    private final List<Estimates> columns;

    private MetricTable(Console console, List<Estimates> columns) {
        this.console = console;
        this.columns = columns;
    }

    static void print(Evaluation evaluation, EvaluationSettings settings, Schema schema, Console console) {
        var table = new MetricTable(console, List.of(evaluation.total(), evaluation.window(), evaluation.fading()));
        console.print(LINE, "", "all", "last " + "%,d".formatted(settings.window()), "fading");
        if (schema.task() == Task.REGRESSION) {
            table.regression();
        } else {
            table.classification(schema.task());
        }
        table.classes(schema);
    }

    private void regression() {
        line("RMSE", Estimates::rmse);
        line("  mean so far", Estimates::naive);
        line("  no change", Estimates::noChange);
        line("MAE", Estimates::mae);
        line("  mean so far", e -> e.baseline().naiveMae());
        line("  no change", e -> e.baseline().noChangeMae());
        line("R²", Estimates::r2);
    }

    private void classification(Task task) {
        if (!Double.isNaN(columns.get(0).logLoss())) {
            line("log loss", Estimates::logLoss);
            line("  shares of classes", e -> e.baseline().logLoss());
            line("Brier score", Estimates::brier);
            line("  shares of classes", e -> e.baseline().brier());
            line("calibration error", Estimates::calibrationError);
        }
        line("accuracy", Estimates::accuracy);
        line("  commonest class", Estimates::naive);
        line("  no change", Estimates::noChange);
        if (task == Task.BINARY) {
            line("AUC", Estimates::auc);
        }
        line("kappa", Estimates::kappa);
        line(task == Task.BINARY ? "F1" : "F1, mean of classes", Estimates::f1);
    }

    private void line(String name, ToDoubleFunction<Estimates> metric) {
        Object[] cells = new Object[4];
        cells[0] = name;
        for (int c = 0; c < 3; c++) {
            cells[c + 1] = number(metric.applyAsDouble(columns.get(c)));
        }
        console.print(LINE, cells);
    }

    private void classes(Schema schema) {
        List<ClassEstimates> classes = columns.get(0).classes();
        if (classes.isEmpty()) {
            return;
        }
        console.print("");
        console.print("%-22s %12s %16s %12s %12s", "class", "precision", "recall", "F1", "support");
        for (int k = 0; k < classes.size(); k++) {
            ClassEstimates one = classes.get(k);
            console.print(
                    "%-22.22s %12s %16s %12s %12s",
                    schema.label().classes().get(k),
                    number(one.precision()),
                    number(one.recall()),
                    number(one.f1()),
                    String.format(Locale.ROOT, "%,.0f", one.support()));
        }
    }

    /** As people read it; – where a metric is not known. */
    static String number(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.6f", value);
    }
}
