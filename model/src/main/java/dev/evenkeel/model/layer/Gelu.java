package dev.evenkeel.model.layer;

/**
 * xΦ(x) with the normal distribution function Φ (Hendrycks, Gimpel, arXiv 1606.08415): the exact form, x/2 · (1 + erf(x/√2)),
 * not its approximation by tanh.
 */
public final class Gelu extends Elementwise {
    private static final Curve CURVE = new Curve(
            x -> product(x, Normal.cumulative(x)),
            x -> Normal.cumulative(x) + product(x, Normal.density(x)),
            x -> Normal.density(x) * (2 - x * x));

    /**
     * A layer of {@code columns} units.
     *
     * @param maxRows of the largest batch
     */
    public Gelu(String name, int columns, int maxRows) {
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
