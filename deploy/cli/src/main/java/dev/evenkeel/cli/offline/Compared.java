package dev.evenkeel.cli.offline;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.evaluation.Estimates;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/**
 * One of several evaluations of the same rows.
 *
 * @param name as tables and charts call it
 * @param spec its pipeline
 * @param result what came of it
 * @param curves how it went
 */
public record Compared(String name, PipelineSpec spec, EvaluationResult result, Curves curves) {
    /** The task that all of them have. */
    static Task task(List<Compared> all) {
        return all.get(0).spec.model().task();
    }

    /** What the columns of {@link #rows} hold, the name aside. */
    public static List<String> columns(List<Compared> all) {
        List<String> columns = new ArrayList<>();
        Metric.of(task(all)).forEach(m -> columns.add(m.name()));
        columns.add("rows/s");
        return columns;
    }

    /**
     * A row for each evaluation and, below, for each rival that needs no model; the name comes first.
     *
     * @param over which of the estimates
     */
    public static List<List<String>> rows(List<Compared> all, Function<Compared, Estimates> over) {
        List<Metric> metrics = Metric.of(task(all));
        List<List<String>> rows = new ArrayList<>();
        for (Compared one : all) {
            List<String> row = new ArrayList<>(List.of(one.name));
            metrics.forEach(m -> row.add(Metric.number(m.value().applyAsDouble(over.apply(one)))));
            row.add(String.format(Locale.ROOT, "%,.0f", one.result.rate()));
            rows.add(row);
        }
        Set<String> rivals = new LinkedHashSet<>();
        metrics.forEach(m -> m.rivals().forEach(r -> rivals.add(r.name())));
        Estimates first = over.apply(all.get(0));
        for (String rival : rivals) {
            List<String> row = new ArrayList<>(List.of(rival));
            metrics.forEach(m -> row.add(m.rivals().stream()
                    .filter(r -> r.name().equals(rival))
                    .map(r -> Metric.number(r.value().applyAsDouble(first)))
                    .findFirst()
                    .orElse("")));
            row.add("");
            rows.add(row);
        }
        return rows;
    }
}
