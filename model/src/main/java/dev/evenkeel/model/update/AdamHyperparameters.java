package dev.evenkeel.model.update;

/**
 * Settings of Adam (Kingma, Ba, arXiv 1412.6980), per example: see the rule for the conversion to the micro-batch.
 *
 * @param learningRate η &gt; 0
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the second moment, in [0, 1)
 * @param epsilon &gt; 0
 */
public record AdamHyperparameters(double learningRate, double beta1, double beta2, double epsilon)
        implements Hyperparameters {
    /** The paper's defaults. */
    public static final AdamHyperparameters DEFAULT = new AdamHyperparameters(1e-3, 0.9, 0.999, 1e-8);

    /** Checks the ranges. */
    public AdamHyperparameters {
        if (!(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("must be > 0 and finite: learning-rate=" + learningRate);
        }
        if (!(beta1 >= 0 && beta1 < 1)) {
            throw new IllegalArgumentException("must be in [0, 1): beta1=" + beta1);
        }
        if (!(beta2 >= 0 && beta2 < 1)) {
            throw new IllegalArgumentException("must be in [0, 1): beta2=" + beta2);
        }
        if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("must be > 0 and finite: epsilon=" + epsilon);
        }
    }

    @Override
    public String rule() {
        return "adam";
    }

    @Override
    public boolean linear() {
        return false;
    }
}
