package dev.evenkeel.cli;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.kafka.TopicReader;
import dev.evenkeel.dashboard.history.Board;
import dev.evenkeel.dashboard.history.Curves;
import dev.evenkeel.dashboard.history.Mark;
import dev.evenkeel.dashboard.page.Axis;
import dev.evenkeel.dashboard.page.Chart;
import dev.evenkeel.dashboard.page.Page;
import dev.evenkeel.dashboard.page.Table;
import dev.evenkeel.job.start.Surroundings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run has reported as a page that needs no network: the charts of the live page. */
final class RunPage {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** More markers than these hide the lines. */
    private static final int MOST_MARKERS = 40;

    private static final Map<String, String> METRICS = new LinkedHashMap<>();

    static {
        METRICS.put("accuracy", "accuracy");
        METRICS.put("log_loss", "log loss");
        METRICS.put("auc", "AUC");
        METRICS.put("rmse", "RMSE");
    }

    private final Curves curves;
    private final Page page;
    private final double[] places;

    private RunPage(PipelineSpec spec, Curves curves) {
        this.curves = curves;
        page = new Page(spec.name() + ", run " + curves.run());
        places = curves.column("examples");
    }

    /**
     * The page of a pipeline's newest run.
     *
     * @throws IOException when its topic cannot be read
     */
    static Page of(PipelineSpec spec) throws IOException {
        Board board = new Board();
        try (TopicReader reader = TopicReader.fromBeginning(
                Surroundings.access(spec), spec.metrics().topic(), PATIENCE)) {
            reader.readToEnd(record -> board.take(record.value()));
        }
        return board.curves(spec.name())
                .map(curves -> new RunPage(spec, curves).page())
                .orElseGet(() -> new Page(spec.name()).paragraph("The run has reported nothing."));
    }

    private Page page() {
        page.paragraph("From the run's reports. Each row was predicted before it was learned from.");
        METRICS.forEach(this::metric);
        chart(
                new Chart("Loss", Axis.linear("examples"), Axis.log("loss")),
                ordered(
                        Map.entry("window/loss", "last examples"),
                        Map.entry("window/loss_p50", "p50 of them"),
                        Map.entry("window/loss_p95", "p95 of them"),
                        Map.entry("fading/loss", "fading")));
        layers("Update over weights, by layer", "layer/", "/log10_update_ratio", Axis.linear("log10"));
        layers("Gradient norm, by layer, before the guards", "layer/", "/gradient_norm", Axis.log("norm"));
        layers("Clip rate, by layer", "layer/", "/clip_rate", Axis.linear("share of steps"));
        layers("Effective step size, by layer", "layer/", "/step_size", Axis.log("step size"));
        layers("Mean activation, by layer", "activation/", "/mean", Axis.linear("mean"));
        layers("Dead units, by layer", "activation/", "/dead", Axis.linear("share of units"));
        chart(
                new Chart("Refused and quarantined lately", Axis.linear("examples"), Axis.linear("rows")),
                ordered(
                        Map.entry("recent_quarantined", "quarantined"),
                        Map.entry("recent_refused", "refused by the model")));
        rejected();
        chart(
                new Chart("Rate", Axis.linear("examples"), Axis.linear("examples a second")),
                ordered(Map.entry("rate", "examples a second")));
        chart(
                new Chart("Wait in the window", Axis.linear("examples"), Axis.linear("milliseconds")),
                ordered(Map.entry("wait/mean", "mean"), Map.entry("wait/greatest", "greatest")));
        events();
        return page;
    }

    private void rejected() {
        Map<String, String> lines = new LinkedHashMap<>();
        curves.between("rejected/", "").forEach(reason -> lines.put("rejected/" + reason, reason));
        chart(new Chart("Rejected rows, by reason", Axis.linear("examples"), Axis.linear("rows")), lines);
    }

    @SafeVarargs
    private static Map<String, String> ordered(Map.Entry<String, String>... lines) {
        Map<String, String> ordered = new LinkedHashMap<>();
        for (Map.Entry<String, String> line : lines) {
            ordered.put(line.getKey(), line.getValue());
        }
        return ordered;
    }

    private void metric(String key, String name) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("window/" + key, name + ", last examples");
        lines.put("fading/" + key, name + ", fading");
        Chart chart = new Chart("Prequential " + name, Axis.linear("examples"), Axis.linear(name));
        if (key.equals("accuracy") || key.equals("rmse")) {
            for (String baseline : List.of("majority", "mean", "no_change")) {
                rising(
                        "window/baseline/" + baseline,
                        (xs, ys) -> chart.baseline("baseline: " + baseline.replace('_', ' '), xs, ys));
            }
        }
        chart(chart, lines);
    }

    private void layers(String title, String prefix, String suffix, Axis y) {
        Map<String, String> lines = new LinkedHashMap<>();
        curves.between(prefix, suffix).forEach(layer -> lines.put(prefix + layer + suffix, layer));
        chart(new Chart(title, Axis.linear("examples"), y), lines);
    }

    private void chart(Chart chart, Map<String, String> lines) {
        boolean[] any = new boolean[1];
        lines.forEach((figure, name) -> any[0] |= rising(figure, (xs, ys) -> chart.line(name, xs, ys)));
        if (any[0]) {
            curves.marks().stream()
                    .filter(mark ->
                            !mark.kind().equals("snapshot") && !mark.kind().equals("start"))
                    .limit(MOST_MARKERS)
                    .forEach(mark -> chart.marker((double) mark.examples(), mark.kind() + ": " + mark.text()));
            page.chart(chart);
        }
    }

    private interface Line {
        void draw(double[] xs, double[] ys);
    }

    /** Draws what a figure was whenever the run had learned more than ever before. Returns whether anything was known. */
    private boolean rising(String figure, Line line) {
        double[] values = curves.column(figure);
        double[] xs = new double[places.length];
        double[] ys = new double[places.length];
        int count = 0;
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < Math.min(places.length, values.length); i++) {
            if (places[i] > highest && Double.isFinite(values[i])) {
                highest = places[i];
                xs[count] = places[i];
                ys[count++] = values[i];
            }
        }
        if (count > 0) {
            line.draw(Arrays.copyOf(xs, count), Arrays.copyOf(ys, count));
        }
        return count > 0;
    }

    private void events() {
        Table table = new Table("What happened", List.of("time", "what", "examples", "in words"));
        for (Mark mark : curves.marks()) {
            table.row(
                    Instant.ofEpochMilli((long) mark.atMs()).toString(),
                    mark.kind(),
                    Long.toString(mark.examples()),
                    mark.text());
        }
        page.table(table);
    }
}
