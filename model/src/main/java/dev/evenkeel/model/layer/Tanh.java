package dev.evenkeel.model.layer;

/** The hyperbolic tangent. */
public final class Tanh extends Elementwise {
    private static final Curve CURVE = new Curve(
            Math::tanh,
            x -> 1 - Math.tanh(x) * Math.tanh(x),
            x -> -2 * Math.tanh(x) * (1 - Math.tanh(x) * Math.tanh(x)));

    /**
     * A layer of {@code columns} units.
     *
     * @param maxRows of the largest batch
     */
    public Tanh(String name, int columns, int maxRows) {
        super(name, columns, maxRows);
    }

    @Override
    void apply(float[] values, float[] slopes, int length) {
        CURVE.apply(values, slopes, length);
    }
}
