package dev.evenkeel.model.loss;

/**
 * What a learner minimizes, as a function of a row's scores. Immutable and thread-safe; equal when kind and settings are.
 *
 * <p>Labels are as {@link dev.evenkeel.model.data.LabelEncoder} gives them: 0 or 1, a class number, or a number. Scores are what
 * the model computes; {@link #mean} says what they predict.
 */
public sealed interface Loss permits ScalarLoss, SoftmaxLoss {
    /** Huber: the error from which on the loss is linear, in units of the label. */
    double DEFAULT_DELTA = 1;

    /** Quantile: the median. */
    double DEFAULT_TAU = 0.5;

    /** Softmax: none. */
    double DEFAULT_LABEL_SMOOTHING = 0;

    /** Its name. */
    LossKind kind();

    /**
     * The loss of one row, unweighted: what is reported.
     *
     * @param scores holds the row's scores from {@code at} on, {@code outputs} of them
     * @return &gt;= 0; NaN when a score is, or when the loss does not take the label
     */
    double value(float[] scores, int at, int outputs, float label);

    /**
     * The derivative of the row's loss by each of its scores, times {@code factor}: what is learned from. With label smoothing,
     * it is the derivative of the smoothed loss, while {@link #value} stays without.
     *
     * @param into receives {@code outputs} numbers from {@code intoAt} on
     */
    void gradient(float[] scores, int at, int outputs, float label, float factor, float[] into, int intoAt);

    /**
     * The inverse of the link: what a row's scores say of its label. Logistic: the probability of a yes; softmax: the probability
     * of each class; Poisson: the expected count; else the score itself. Hinge: NaN, since a margin is no probability.
     *
     * @param into receives {@code outputs} numbers from {@code intoAt} on; may be {@code scores} itself
     */
    void mean(float[] scores, int at, int outputs, float[] into, int intoAt);

    /** Whether the label is one that the loss is defined for. */
    default boolean takes(float label) {
        return Float.isFinite(label);
    }

    /**
     * The loss for labels and scores that are both divided by {@code unit}, up to a factor.
     *
     * @param unit &gt; 0
     */
    default Loss inUnitsOf(double unit) {
        return this;
    }

    /** What a learner with this loss converges to, by name: a state of one target does not fit another. */
    default String target() {
        return kind().key();
    }

    /** The loss of that kind with its default settings. */
    static Loss of(LossKind kind) {
        return switch (kind) {
            case SQUARED -> new SquaredLoss();
            case HUBER -> huber(DEFAULT_DELTA);
            case QUANTILE -> quantile(DEFAULT_TAU);
            case POISSON -> new PoissonLoss();
            case LOGISTIC -> new LogisticLoss();
            case HINGE -> new HingeLoss();
            case SOFTMAX -> softmax(DEFAULT_LABEL_SMOOTHING);
        };
    }

    /**
     * Squared up to an error of {@code delta}, linear beyond.
     *
     * @param delta in units of the label, &gt; 0 and finite
     * @throws IllegalArgumentException when it is out of range
     */
    static Loss huber(double delta) {
        return new HuberLoss(delta);
    }

    /**
     * The pinball loss, minimized by the {@code tau}-quantile.
     *
     * @param tau in (0, 1)
     * @throws IllegalArgumentException when it is out of range
     */
    static Loss quantile(double tau) {
        return new QuantileLoss(tau);
    }

    /**
     * Softmax cross-entropy.
     *
     * @param labelSmoothing the share of the true class's weight that all classes divide among them in training, in [0, 1)
     * @throws IllegalArgumentException when it is out of range
     */
    static Loss softmax(double labelSmoothing) {
        return new SoftmaxLoss(labelSmoothing);
    }
}
