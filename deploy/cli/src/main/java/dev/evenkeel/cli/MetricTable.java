package dev.evenkeel.cli;

import dev.evenkeel.cli.offline.Compared;
import dev.evenkeel.cli.offline.EvaluationResult;
import dev.evenkeel.cli.offline.Metric;
import dev.evenkeel.model.evaluation.ClassEstimates;
import dev.evenkeel.model.evaluation.Estimates;
import dev.evenkeel.model.evaluation.Evaluation;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Metrics in columns, for people. */
final class MetricTable {
    private static final String LINE = "%-22s %12s %16s %12s";

    private MetricTable() {}

    /** One evaluation over all, over the window and fading, with what needs no model below each metric. */
    static void print(EvaluationResult result, Console console) {
        Evaluation evaluation = result.lane().evaluation();
        List<Estimates> columns = List.of(evaluation.total(), evaluation.window(), evaluation.fading());
        String window = "last " + "%,d".formatted(result.lane().settings().window());
        console.print(LINE, "", "all", window, "fading");
        for (Metric metric : Metric.of(result.lane().learner().spec().task())) {
            if (Double.isNaN(metric.value().applyAsDouble(columns.get(0)))) {
                continue;
            }
            line(metric.name(), metric.value(), columns, console);
            metric.rivals().forEach(rival -> line("  " + rival.name(), rival.value(), columns, console));
        }
        classes(result, console);
    }

    private static void line(
            String name, ToDoubleFunction<Estimates> metric, List<Estimates> columns, Console console) {
        console.print(
                LINE,
                name,
                Metric.number(metric.applyAsDouble(columns.get(0))),
                Metric.number(metric.applyAsDouble(columns.get(1))),
                Metric.number(metric.applyAsDouble(columns.get(2))));
    }

    private static void classes(EvaluationResult result, Console console) {
        List<ClassEstimates> classes = result.estimates().classes();
        if (classes.isEmpty()) {
            return;
        }
        List<String> names = result.lane().learner().spec().schema().label().classes();
        console.print("");
        console.print("%-22s %12s %16s %12s %12s", "class", "precision", "recall", "F1", "support");
        for (int k = 0; k < classes.size(); k++) {
            ClassEstimates one = classes.get(k);
            console.print(
                    "%-22.22s %12s %16s %12s %12s",
                    names.get(k),
                    Metric.number(one.precision()),
                    Metric.number(one.recall()),
                    Metric.number(one.f1()),
                    String.format(Locale.ROOT, "%,.0f", one.support()));
        }
    }

    /** Several evaluations of the same rows, over all of them, with what needs no model below. */
    static void print(List<Compared> all, Console console) {
        List<List<String>> rows = Compared.rows(all, c -> c.result().estimates());
        int name = rows.stream().mapToInt(r -> r.get(0).length()).max().orElse(0);
        List<String> columns = Compared.columns(all);
        console.print("%s%s", " ".repeat(name), cells(columns, columns));
        for (List<String> row : rows) {
            console.print("%-" + name + "s%s", row.get(0), cells(row.subList(1, row.size()), columns));
        }
    }

    private static String cells(List<String> cells, List<String> columns) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < cells.size(); c++) {
            int width = Math.max(7, columns.get(c).length()) + 2;
            line.append(String.format(Locale.ROOT, "%" + width + "s", cells.get(c)));
        }
        return line.toString().stripTrailing();
    }
}
