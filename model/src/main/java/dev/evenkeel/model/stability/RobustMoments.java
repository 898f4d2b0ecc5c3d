package dev.evenkeel.model.stability;

/** How far a single value may move running moments. Stateless and thread-safe. */
public final class RobustMoments {
    /**
     * A value counts as at most this many deviations from the mean. Were it that far again and again, the deviation would grow by
     * half with every {@code n/100} values of n: a true change is followed.
     */
    public static final double REACH = 10;

    /** Moments of less importance than this know too little to judge a value. */
    public static final double LEAST = 30;

    private RobustMoments() {}

    /**
     * The value, drawn towards the mean.
     *
     * @param value finite or NaN, which stays
     * @param weight the importance of the values so far
     * @param mean of the values so far
     * @param squares the sum of their squared deviations from it; where it is 0, any value may come
     */
    public static double drawn(double value, double weight, double mean, double squares) {
        double delta = value - mean;
        if (weight < LEAST || squares == 0 || !(delta * delta * weight > REACH * REACH * squares)) {
            return value;
        }
        return mean + Math.copySign(REACH * Math.sqrt(squares / weight), delta);
    }
}
