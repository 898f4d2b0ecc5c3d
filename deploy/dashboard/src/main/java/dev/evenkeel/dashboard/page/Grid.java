package dev.evenkeel.dashboard.page;

import java.util.Arrays;
import java.util.List;

/** The lines of a chart over all their places together; where a line has no value, NaN. */
final class Grid {
    final double[] x;
    final double[][] y;

    Grid(List<Line> lines) {
        x = lines.stream()
                .flatMapToDouble(l -> Arrays.stream(l.x))
                .sorted()
                .distinct()
                .toArray();
        y = new double[lines.size()][];
        for (int l = 0; l < y.length; l++) {
            Line line = lines.get(l);
            y[l] = new double[x.length];
            Arrays.fill(y[l], Double.NaN);
            for (int i = 0; i < line.x.length; i++) {
                y[l][Arrays.binarySearch(x, line.x[i])] = line.y[i];
            }
        }
    }
}
