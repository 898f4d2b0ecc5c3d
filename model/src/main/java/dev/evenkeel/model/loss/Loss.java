package dev.evenkeel.model.loss;

/**
 * What a learner minimizes, as a function of a row's scores. Immutable and thread-safe.
 *
 * <p>Labels are as {@link dev.evenkeel.model.data.LabelEncoder} gives them: 0 or 1, a class number, or a number.
 */
public sealed interface Loss permits SquaredLoss, LogisticLoss, SoftmaxLoss {
    /** Its name. */
    LossKind kind();

    /**
     * The loss of one row, unweighted.
     *
     * @param scores holds the row's scores from {@code at} on, {@code outputs} of them
     * @return &gt;= 0; NaN when a score is
     */
    double value(float[] scores, int at, int outputs, float label);

    /**
     * The derivative of the row's loss by each of its scores, times {@code factor}.
     *
     * @param into receives {@code outputs} numbers from {@code intoAt} on
     */
    void gradient(float[] scores, int at, int outputs, float label, float factor, float[] into, int intoAt);

    /** The loss of that kind. */
    static Loss of(LossKind kind) {
        return switch (kind) {
            case SQUARED -> new SquaredLoss();
            case LOGISTIC -> new LogisticLoss();
            case SOFTMAX -> new SoftmaxLoss();
        };
    }
}
