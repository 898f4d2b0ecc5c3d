package dev.evenkeel.dashboard.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** A chart as markup: what the script draws, and the same as text. */
final class ChartFigure {
    /** Rows of the text alternative at most; more are thinned evenly. */
    static final int MOST_ROWS = 60;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Chart chart;

    ChartFigure(Chart chart) {
        this.chart = chart;
    }

    void write(Markup out) {
        out.raw("<figure class=\"chart\">\n<figcaption><h3>")
                .text(chart.title())
                .raw("</h3>");
        if (!chart.note().isEmpty()) {
            out.raw("<p>").text(chart.note()).raw("</p>");
        }
        out.raw("</figcaption>\n<div class=\"plot\" role=\"img\" aria-label=\"")
                .text(sentence())
                .raw("\"></div>\n<script type=\"application/json\">")
                .raw(data())
                .raw("</script>\n");
        markers(out);
        out.raw("<details><summary>Figures as a table</summary>\n");
        table().write(out);
        out.raw("</details>\n</figure>\n");
    }

    private void markers(Markup out) {
        if (chart.markers().isEmpty()) {
            return;
        }
        out.raw("<ol class=\"markers\">");
        for (Marker marker : chart.markers()) {
            String place =
                    Numerals.of(marker.from()) + (marker.to() > marker.from() ? " to " + Numerals.of(marker.to()) : "");
            out.raw("<li>").text(place + ": " + marker.label()).raw("</li>");
        }
        out.raw("</ol>\n");
    }

    /** The chart in a sentence, for whoever hears the page. */
    private String sentence() {
        StringBuilder text = new StringBuilder("Line chart of %s over %s."
                .formatted(chart.y().label(), chart.x().label()));
        for (Line line : chart.lines()) {
            double last = Double.NaN;
            for (double value : line.y) {
                last = Double.isFinite(value) ? value : last;
            }
            text.append(" %s ends at %s.".formatted(line.name, Numerals.of(last)));
        }
        return text.toString();
    }

    /** What the script reads; no text in it can end the script element. */
    private String data() {
        var data = new Drawn(
                axis(chart.x()),
                axis(chart.y()),
                chart.lines().stream().map(this::line).toList(),
                chart.markers().stream()
                        .map(m -> new DrawnMarker(m.from(), m.to()))
                        .toList());
        try {
            return JSON.writeValueAsString(data).replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers and texts can be written", e);
        }
    }

    private static DrawnAxis axis(Axis axis) {
        return new DrawnAxis(axis.label(), axis.scale() == Axis.Scale.LOG);
    }

    private DrawnLine line(Line line) {
        return new DrawnLine(
                line.name,
                line.role == Line.Role.BASELINE,
                shown(chart.x(), line.x),
                shown(Axis.linear(chart.y().label()), line.y));
    }

    /** Seven significant digits: more than a screen has points; null where nothing is shown. */
    private static List<Double> shown(Axis axis, double[] values) {
        List<Double> shown = new ArrayList<>(values.length);
        for (double value : values) {
            shown.add(axis.shows(value) ? (Double) (double) (float) value : null);
        }
        return shown;
    }

    private Table table() {
        Grid grid = new Grid(chart.lines());
        List<String> columns = new ArrayList<>();
        columns.add(chart.x().label());
        chart.lines().forEach(l -> columns.add(l.name));
        int step = Math.max(1, (grid.x.length + MOST_ROWS - 1) / MOST_ROWS);
        String thinned = step > 1 ? ", one of every %d places and the last".formatted(step) : "";
        Table table = new Table(chart.y().label() + thinned, columns);
        for (int i = 0; i < grid.x.length; i++) {
            if (i % step == 0 || i == grid.x.length - 1) {
                List<String> cells = new ArrayList<>();
                cells.add(Numerals.of(grid.x[i]));
                for (double[] line : grid.y) {
                    cells.add(Numerals.of(line[i]));
                }
                table.row(cells);
            }
        }
        return table;
    }

    /** The figures as the script reads them. */
    record Drawn(DrawnAxis x, DrawnAxis y, List<DrawnLine> lines, List<DrawnMarker> markers) {}

    /** An axis as the script reads it. */
    record DrawnAxis(String label, boolean log) {}

    /** A line as the script reads it; null where there is a gap. */
    record DrawnLine(String name, boolean baseline, List<Double> x, List<Double> y) {}

    /** A marker as the script reads it. */
    record DrawnMarker(double from, double to) {}
}
