package dev.evenkeel.model.layer;

/** x above 0, a fraction of x below (Maas, Hannun, Ng, 2013); its derivative at 0 is the fraction. NaN stays NaN. */
public final class LeakyRelu extends Elementwise {
    /** The fraction unless told otherwise. */
    public static final double DEFAULT_SLOPE = 0.01;

    private final float slope;

    /**
     * A layer of {@code columns} units.
     *
     * @param slope the fraction, in [0, 1)
     * @param maxRows of the largest batch
     */
    public LeakyRelu(String name, int columns, double slope, int maxRows) {
        super(name, columns, maxRows);
        this.slope = (float) slope;
    }

    @Override
    void apply(float[] values, float[] slopes, int length) {
        for (int i = 0; i < length; i++) {
            slopes[i] = values[i] > 0 ? 1 : slope;
        }
        for (int i = 0; i < length; i++) {
            values[i] *= slopes[i];
        }
    }
}
