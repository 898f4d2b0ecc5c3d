package dev.evenkeel.cli.stability;

/** A loss over time. Immutable. */
public final class Curve {
    private static final int POINTS = 120;

    private final double[] rows;
    private final double[] losses;

    Curve(Run run) {
        int step = Math.max(1, run.losses.length / POINTS);
        rows = new double[run.losses.length / step];
        losses = new double[rows.length];
        for (int p = 0; p < rows.length; p++) {
            int to = (p + 1) * step;
            rows[p] = to;
            losses[p] = run.mean(Math.max(0, to - 2 * step), to);
        }
    }

    /** Ends of stretches of rows, rising. */
    public double[] rows() {
        return rows.clone();
    }

    /** The mean of each stretch and the one before it; may not be finite. */
    public double[] losses() {
        return losses.clone();
    }
}
