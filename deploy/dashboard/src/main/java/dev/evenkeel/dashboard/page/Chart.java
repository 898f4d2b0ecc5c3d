package dev.evenkeel.dashboard.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A chart of lines over one shared level axis, built up by its methods. All texts are plain; markup in them appears as written.
 * Lines need not have the same places. Not thread-safe.
 *
 * <pre>{@code
 * new Chart("Windowed log loss", Axis.linear("examples"), Axis.log("log loss"))
 *         .note("Over the last 5,000 examples.")
 *         .line("auto", examples, loss)
 *         .baseline("majority", examples, majority)
 *         .marker(20_000, "drift: adwin on loss")
 *         .span(30_000, 30_500, "labels flipped")
 * }</pre>
 */
public final class Chart {
    private final String title;
    private final Axis x;
    private final Axis y;
    private final List<Line> lines = new ArrayList<>();
    private final List<Marker> markers = new ArrayList<>();
    private String note = "";

    /** A chart without lines. */
    public Chart(String title, Axis x, Axis y) {
        this.title = Objects.requireNonNull(title, "title");
        this.x = Objects.requireNonNull(x, "x");
        this.y = Objects.requireNonNull(y, "y");
    }

    /** Says below the title what to see, in place of what was said before. */
    public Chart note(String text) {
        note = Objects.requireNonNull(text, "text");
        return this;
    }

    /**
     * Adds a line that the chart is about.
     *
     * @param xs strictly rising, finite; copied
     * @param ys as many values; what is not finite, or not positive on a logarithmic axis, leaves a gap; copied
     * @throws IllegalArgumentException when places do not rise or there are not as many values
     */
    public Chart line(String name, double[] xs, double[] ys) {
        lines.add(new Line(name, Line.Role.SUBJECT, xs, ys));
        return this;
    }

    /** The same for a line that the others are held against: thin, dashed and grey. */
    public Chart baseline(String name, double[] xs, double[] ys) {
        lines.add(new Line(name, Line.Role.BASELINE, xs, ys));
        return this;
    }

    /** Marks a place by an upright line; the label stands below the chart. */
    public Chart marker(double at, String label) {
        return span(at, at, label);
    }

    /** Shades what lies between two places; the label stands below the chart. */
    public Chart span(double from, double to, String label) {
        markers.add(new Marker(from, to, Objects.requireNonNull(label, "label")));
        return this;
    }

    String title() {
        return title;
    }

    String note() {
        return note;
    }

    Axis x() {
        return x;
    }

    Axis y() {
        return y;
    }

    List<Line> lines() {
        return lines;
    }

    List<Marker> markers() {
        return markers;
    }
}
