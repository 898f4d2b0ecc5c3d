package dev.evenkeel.dashboard.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A run's figures over time as they are kept, for drawing.
 *
 * @param run the run
 * @param figures a column for each name; NaN where nothing is known
 * @param marks what happened, by time
 */
public record Curves(String run, Map<String, double[]> figures, List<Mark> marks) {
    static Curves of(RunHistory run) {
        History.View view = run.history().since(Double.NEGATIVE_INFINITY);
        Map<String, double[]> figures = new LinkedHashMap<>();
        for (History.Stretch stretch : view.stretches()) {
            for (String name : stretch.rows().names()) {
                figures.computeIfAbsent(name, n -> column(view, n));
            }
        }
        return new Curves(run.run(), figures, run.marks());
    }

    private static double[] column(History.View view, String name) {
        List<Double> values = new ArrayList<>();
        for (History.Stretch stretch : view.stretches()) {
            boolean known = stretch.rows().names().contains(name);
            for (int row = stretch.from(); row < stretch.to(); row++) {
                values.add(known ? (double) stretch.rows().value(name, row) : Double.NaN);
            }
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** A column by name; empty when there is none. */
    public double[] column(String name) {
        return figures.getOrDefault(name, new double[0]).clone();
    }

    /** What stands between a prefix and a suffix in the names of figures, in order: layers, mostly. */
    public List<String> between(String prefix, String suffix) {
        return figures.keySet().stream()
                .filter(name -> name.startsWith(prefix)
                        && name.endsWith(suffix)
                        && name.length() > prefix.length() + suffix.length())
                .map(name -> name.substring(prefix.length(), name.length() - suffix.length()))
                .toList();
    }
}
