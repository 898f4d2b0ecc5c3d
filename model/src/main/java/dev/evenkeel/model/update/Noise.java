package dev.evenkeel.model.update;

/**
 * Random numbers on the way from gradient to weights: from a seed, so that training with them is reproducible, too.
 *
 * @param kind where they come in
 * @param level how large they are, &gt;= 0; see the kinds
 * @param seed of the random stream
 */
public record Noise(Kind kind, double level, long seed) {
    /** Deterministic training. */
    public static final Noise NONE = new Noise(Kind.NONE, 0, 0);

    /** Where noise comes in. */
    public enum Kind {
        /** Nowhere. */
        NONE,
        /**
         * Gradients get annealed Gaussian noise of variance level/(1 + t)^0.55, t the steps since the start or the last re-anchoring
         * (Neelakantan et al., arXiv 1511.06807, equation 1; the authors' levels are 0.01, 0.3 and 1).
         */
        GAUSSIAN,
        /**
         * Changes get Gaussian noise of variance 2η·level, η the step's rate: with plain gradient steps, stochastic gradient Langevin
         * dynamics at temperature level (Welling, Teh, ICML 2011, equation 4; 1/N draws from the posterior of N examples).
         */
        LANGEVIN
    }

    /** Checks the range. */
    public Noise {
        if (!(level >= 0 && level < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("must be >= 0 and finite: noise=" + level);
        }
    }
}
