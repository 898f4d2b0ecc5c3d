package dev.evenkeel.model.drift;

/**
 * Count, mean, sum of squared deviations, smallest and largest of some values, merged pairwise (Chan, Golub, LeVeque 1979), so that
 * a large mean costs the variance no digits.
 */
final class Moments {
    long count;
    double mean;
    /** Of deviations from the mean; divided by the count it is the population variance. */
    double squares;

    double low;
    double high;

    void clear() {
        count = 0;
        mean = 0;
        squares = 0;
        low = Double.POSITIVE_INFINITY;
        high = Double.NEGATIVE_INFINITY;
    }

    void set(double value) {
        count = 1;
        mean = value;
        squares = 0;
        low = value;
        high = value;
    }

    void set(Moments other) {
        count = other.count;
        mean = other.mean;
        squares = other.squares;
        low = other.low;
        high = other.high;
    }

    void merge(Moments other) {
        long total = count + other.count;
        double share = (double) other.count / total;
        double difference = other.mean - mean;
        mean += difference * share;
        squares += other.squares + difference * difference * share * count;
        low = Math.min(low, other.low);
        high = Math.max(high, other.high);
        count = total;
    }
}
