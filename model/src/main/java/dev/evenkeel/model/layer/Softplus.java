package dev.evenkeel.model.layer;

/** ln(1 + e^x), without overflow. */
public final class Softplus extends Elementwise {
    private static final Curve CURVE =
            new Curve(x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), Logistic::value, Logistic::slope);

    /**
     * A layer of {@code columns} units.
     *
     * @param maxRows of the largest batch
     */
    public Softplus(String name, int columns, int maxRows) {
        super(name, columns, maxRows);
    }

    @Override
    void apply(float[] values, float[] slopes, int length) {
        CURVE.apply(values, slopes, length);
    }
}
