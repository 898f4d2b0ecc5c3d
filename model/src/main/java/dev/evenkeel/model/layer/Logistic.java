package dev.evenkeel.model.layer;

/** σ(x) = 1/(1 + e^(−x)) and its derivatives, in double precision. */
final class Logistic {
    private Logistic() {}

    static double value(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    static double slope(double x) {
        return value(x) * value(-x);
    }

    static double bend(double x) {
        return slope(x) * (value(-x) - value(x));
    }
}
