package dev.evenkeel.model.update;

/**
 * From constants per example to those of an update by the mean gradient of n examples.
 *
 * <p>Rules that divide by the size of gradients: the mean of n gradients has 1/√n of their deviation, so the rate becomes η√n and
 * a decay max(0, 1 − n(1 − β)) (Malladi et al., arXiv 2205.10287). Rules that are linear in the gradient do what n updates by that
 * same gradient would have done.
 *
 * @param examples an update, n &gt;= 1
 */
record Conversion(int examples) {
    /** Checks the range. */
    Conversion {
        if (examples < 1) {
            throw new IllegalArgumentException("must be >= 1: step=" + examples);
        }
    }

    /** √n: for rates of rules that divide by the size of gradients. */
    double root() {
        return Math.sqrt(examples);
    }

    /** The decay of a moving average. */
    double decay(double perExample) {
        return examples == 1 ? perExample : Math.max(0, 1 - examples * (1 - perExample));
    }
}
