package dev.evenkeel.model.update;

/** Sums over elements, in double. Stateless. */
final class Sums {
    private Sums() {}

    /** Σ xᵢ² over {@code [from, to)}. */
    static double squares(float[] x, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) x[i] * x[i];
        }
        return sum;
    }

    /** Σ (xᵢ − yᵢ)² over {@code [from, to)}. */
    static double squaredDistance(float[] x, float[] y, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            double difference = (double) x[i] - y[i];
            sum += difference * difference;
        }
        return sum;
    }
}
