package dev.evenkeel.model.layer;

/** x/(1 + e^(−x)), also called swish (Ramachandran, Zoph, Le, arXiv 1710.05941). */
public final class Silu extends Elementwise {
    private static final Curve CURVE = new Curve(
            x -> product(x, Logistic.value(x)),
            x -> Logistic.value(x) + product(x, Logistic.slope(x)),
            x -> 2 * Logistic.slope(x) + x * Logistic.bend(x));

    /**
     * A layer of {@code columns} units.
     *
     * @param maxRows of the largest batch
     */
    public Silu(String name, int columns, int maxRows) {
        super(name, columns, maxRows);
    }

    @Override
    void apply(float[] values, float[] slopes, int length) {
        CURVE.apply(values, slopes, length);
    }

    /** 0 where the second factor has vanished, however large the first. */
    private static double product(double x, double vanishing) {
        return vanishing == 0 ? 0 : x * vanishing;
    }
}
