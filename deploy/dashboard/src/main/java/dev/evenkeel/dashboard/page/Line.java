package dev.evenkeel.dashboard.page;

/** A line of a chart. */
final class Line {
    /** What a line is among the lines of its chart. */
    enum Role {
        /** What the chart is about: a full line in a colour of its own. */
        SUBJECT,
        /** What subjects are held against: a thin, dashed, grey line. */
        BASELINE
    }

    /** As the legend says it, in plain text. */
    final String name;

    final Role role;

    /** Strictly rising, finite. */
    final double[] x;

    /** As many values; what is not finite leaves a gap. */
    final double[] y;

    Line(String name, Role role, double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException(
                    "must be as many: line=%s, x=%d, y=%d".formatted(name, x.length, y.length));
        }
        for (int i = 0; i < x.length; i++) {
            boolean rises = i == 0 || x[i] > x[i - 1];
            if (!Double.isFinite(x[i]) || !rises) {
                throw new IllegalArgumentException(
                        "must be finite and rise: line=%s, index=%d, x=%s".formatted(name, i, x[i]));
            }
        }
        this.name = name;
        this.role = role;
        this.x = x.clone();
        this.y = y.clone();
    }
}
