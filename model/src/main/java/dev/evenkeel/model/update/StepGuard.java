package dev.evenkeel.model.update;

/**
 * What a linear model's rule asks on the way from a row's loss to its weights. Only the derivative of the loss by the scores and
 * the change of the scores are looked at: both are the same in whatever units the features come.
 *
 * <p>Call order for a row: {@link #label}, {@link #scale}, and, where {@link #bounds} says so, {@link #share}. What a row shows counts
 * when its step was accepted; that is not the rule's concern. Not thread-safe.
 */
public interface StepGuard {
    /** Lets everything pass. */
    StepGuard NONE = new StepGuard() {
        @Override
        public float label(float[] scores, int at, float label) {
            return label;
        }

        @Override
        public double scale() {
            return 1;
        }

        @Override
        public boolean bounds() {
            return false;
        }

        @Override
        public double share(double[] changes) {
            return 1;
        }
    };

    /**
     * Begins a row.
     *
     * @param scores hold those of the weights that are trained, from {@code at} on
     * @return the label to learn instead
     */
    float label(float[] scores, int at, float label);

    /** What the derivative of the row's loss by its scores is to be multiplied with, &gt; 0; 1 where nothing is done. */
    double scale();

    /** Whether {@link #share} is to be asked. */
    boolean bounds();

    /**
     * How much of a step may be made.
     *
     * @param changes what the step would add to each score; finite
     * @return in (0, 1]
     */
    double share(double[] changes);
}
