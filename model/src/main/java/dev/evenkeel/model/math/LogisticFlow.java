package dev.evenkeel.model.math;

/**
 * Solves Δ + e^m·(e^Δ − 1) = c for Δ: how far the margin m moves when the logistic loss is followed for time c.
 *
 * <p>Halley's method with one exponential an iteration, since this runs once an example; two or three iterations reach double
 * precision. Stateless and thread-safe.
 */
public final class LogisticFlow {
    /** An error of this size is cubed by the step that found it. */
    private static final double LAST_STEP = 1e-6;

    /** Below it, e^x − 1 by its series. */
    private static final double SMALL = 0.25;

    private LogisticFlow() {}

    /**
     * The solution, with a relative error below 1e-12.
     *
     * @param margin m
     * @param time c, in [1e-6, ∞)
     * @return in (0, c)
     */
    public static double distance(double margin, double time) {
        double e = Math.exp(margin);
        double delta = Math.min(time, Math.log(1 + time / e)); // at least the solution
        for (int i = 0; i < 50; i++) {
            double grown = expMinusOne(delta);
            double value = delta + e * grown - time;
            double second = e * (grown + 1);
            double slope = 1 + second;
            double step = 2 * value * slope / (2 * slope * slope - value * second);
            delta -= step;
            if (Math.abs(step) <= LAST_STEP * delta) {
                break;
            }
        }
        return delta;
    }

    /** As {@link Math#expm1}, which is a call of native code. */
    private static double expMinusOne(double x) {
        if (x >= SMALL) {
            return Math.exp(x) - 1;
        }
        double sum = 1.0 / 39_916_800 + x / 479_001_600;
        sum = 1.0 / 3_628_800 + x * sum;
        sum = 1.0 / 362_880 + x * sum;
        sum = 1.0 / 40_320 + x * sum;
        sum = 1.0 / 5_040 + x * sum;
        sum = 1.0 / 720 + x * sum;
        sum = 1.0 / 120 + x * sum;
        sum = 1.0 / 24 + x * sum;
        sum = 1.0 / 6 + x * sum;
        sum = 0.5 + x * sum;
        return x + x * x * sum;
    }
}
