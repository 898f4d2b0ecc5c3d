package dev.evenkeel.cli.offline;

import dev.evenkeel.dashboard.page.Axis;
import dev.evenkeel.dashboard.page.Chart;
import dev.evenkeel.dashboard.page.Page;
import dev.evenkeel.dashboard.page.Table;
import dev.evenkeel.model.evaluation.ClassEstimates;
import dev.evenkeel.model.evaluation.Estimates;
import dev.evenkeel.model.stability.GuardCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** One evaluation, or several of the same rows side by side, as a page of tables and curves. */
public final class EvaluationPage {
    private static final String EXAMPLES = "examples";

    /** More markers than these hide the lines. */
    private static final int MOST_MARKERS = 40;

    private final List<Compared> all;
    private final Page page;

    private EvaluationPage(String input, List<Compared> all) {
        this.all = all;
        String names = String.join(", ", all.stream().map(Compared::name).toList());
        page = new Page(names + " over " + input);
    }

    /**
     * The page.
     *
     * @param input what the rows are called
     * @param all at least one, all of one task
     */
    public static Page of(String input, List<Compared> all) {
        return new EvaluationPage(input, all).page();
    }

    private Page page() {
        EvaluationResult first = all.get(0).result();
        page.paragraph("%,d examples, each predicted before it was learned from, beside what needs no model: %s."
                .formatted(first.examples(), rivals()));
        table("Over all examples", c -> c.result().estimates());
        table("Over " + window(), c -> c.result().lane().evaluation().window());
        for (Metric metric : Metric.of(Compared.task(all))) {
            chart(metric);
        }
        if (all.size() == 1) {
            classes();
        }
        models();
        guards();
        return page;
    }

    private String rivals() {
        return switch (Compared.task(all)) {
            case REGRESSION -> "the mean of the labels so far, and no change, which repeats the last label";
            case BINARY, MULTICLASS ->
                "the commonest class, no change, which repeats the last label, and the shares of the classes as"
                        + " probabilities";
        };
    }

    /** How far back the windows look, where they agree. */
    private String window() {
        List<Integer> windows = all.stream()
                .map(c -> c.result().lane().settings().window())
                .distinct()
                .toList();
        return windows.size() == 1
                ? String.format(Locale.ROOT, "the last %,d examples", windows.get(0))
                : "each pipeline's own window of last examples";
    }

    private void table(String caption, Function<Compared, Estimates> over) {
        List<String> columns = new ArrayList<>(List.of(""));
        columns.addAll(Compared.columns(all));
        Table table = new Table(caption, columns);
        Compared.rows(all, over).forEach(table::row);
        page.table(table);
    }

    private void chart(Metric metric) {
        String name = metric.name().substring(0, 1).toUpperCase(Locale.ROOT)
                + metric.name().substring(1);
        String title = all.size() == 1 ? name : name + " over " + window();
        Chart chart = new Chart(title, Axis.linear(EXAMPLES), Axis.linear(metric.name())).note(metric.hint());
        boolean known = false;
        for (Compared one : all) {
            known |= line(chart, one, all.size() == 1 ? window() : one.name(), Curves.Point::window, metric.value());
        }
        if (!known) {
            return; // margins, for one, are no probabilities
        }
        if (all.size() == 1) {
            line(chart, all.get(0), "fading", Curves.Point::fading, metric.value());
            line(chart, all.get(0), "all so far", Curves.Point::total, metric.value());
        }
        List<Curves.Point> points = all.get(0).curves().points();
        for (Metric.Rival rival : metric.rivals()) {
            chart.baseline(rival.name(), places(points), values(points, Curves.Point::window, rival.value()));
        }
        markers(chart);
        page.chart(chart);
    }

    /** Draws a line unless it has no value at all. */
    private static boolean line(
            Chart chart,
            Compared one,
            String name,
            Function<Curves.Point, Estimates> over,
            ToDoubleFunction<Estimates> metric) {
        List<Curves.Point> points = one.curves().points();
        double[] values = values(points, over, metric);
        for (double value : values) {
            if (Double.isFinite(value)) {
                chart.line(name, places(points), values);
                return true;
            }
        }
        return false;
    }

    private static double[] places(List<Curves.Point> points) {
        return points.stream().mapToDouble(Curves.Point::rows).toArray();
    }

    private static double[] values(
            List<Curves.Point> points, Function<Curves.Point, Estimates> over, ToDoubleFunction<Estimates> metric) {
        return points.stream()
                .mapToDouble(p -> metric.applyAsDouble(over.apply(p)))
                .toArray();
    }

    private void markers(Chart chart) {
        for (Compared one : all) {
            String whose = all.size() == 1 ? "" : one.name() + ": ";
            List<Curves.Happening> happenings = one.curves().happenings();
            for (Curves.Happening happening :
                    happenings.subList(0, Math.min(happenings.size(), MOST_MARKERS / all.size()))) {
                String kind = happening.event().kind().key().replace('-', ' ');
                chart.marker(
                        (double) happening.rows(),
                        whose + kind + ", " + happening.event().text());
            }
        }
    }

    private void classes() {
        List<ClassEstimates> classes = all.get(0).result().estimates().classes();
        if (classes.isEmpty()) {
            return;
        }
        Table table =
                new Table("Class by class, over all examples", List.of("", "precision", "recall", "F1", "support"));
        for (int k = 0; k < classes.size(); k++) {
            ClassEstimates one = classes.get(k);
            table.row(
                    all.get(0).spec().schema().label().classes().get(k),
                    Metric.number(one.precision()),
                    Metric.number(one.recall()),
                    Metric.number(one.f1()),
                    String.format(Locale.ROOT, "%,.0f", one.support()));
        }
        page.heading("Classes").table(table);
    }

    private void models() {
        Table table = new Table(
                "What was learned",
                List.of("", "model", "rule", "loss", "parameters", "version", "rejected", "refused", "seconds"));
        for (Compared one : all) {
            EvaluationResult result = one.result();
            var learner = result.lane().learner();
            table.row(
                    one.name(),
                    learner.spec().kind().key(),
                    learner.spec().rule().rule(),
                    learner.spec().loss().kind().key(),
                    String.format(Locale.ROOT, "%,d", learner.parameterCount()),
                    String.format(Locale.ROOT, "%,d", learner.version()),
                    String.format(Locale.ROOT, "%,d", result.rejections().count()),
                    String.format(Locale.ROOT, "%,d", result.lane().counts().refusedRows()),
                    String.format(Locale.ROOT, "%.2f", result.seconds().total()));
        }
        page.heading("Models").table(table);
    }

    private void guards() {
        Table table = new Table("How often guards have acted", List.of("", "guard", "times"));
        boolean acted = false;
        for (Compared one : all) {
            GuardCounts counts = new GuardCounts();
            one.result().lane().learner().count(counts);
            for (Map.Entry<String, Long> guard : counts.asMap().entrySet()) {
                if (guard.getValue() > 0) {
                    table.row(one.name(), guard.getKey(), String.format(Locale.ROOT, "%,d", guard.getValue()));
                    acted = true;
                }
            }
        }
        if (acted) {
            page.table(table);
        }
    }
}
