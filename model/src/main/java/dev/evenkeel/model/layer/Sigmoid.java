package dev.evenkeel.model.layer;

/** 1/(1 + e^(−x)). */
public final class Sigmoid extends Elementwise {
    private static final Curve CURVE = new Curve(Logistic::value, Logistic::slope, Logistic::bend);

    /**
     * A layer of {@code columns} units.
     *
     * @param maxRows of the largest batch
     */
    public Sigmoid(String name, int columns, int maxRows) {
        super(name, columns, maxRows);
    }

    @Override
    void apply(float[] values, float[] slopes, int length) {
        CURVE.apply(values, slopes, length);
    }
}
