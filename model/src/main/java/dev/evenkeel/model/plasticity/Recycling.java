package dev.evenkeel.model.plasticity;

/**
 * Which hidden units start anew, and when. Constants are per example.
 *
 * <p>Both methods look at running means of what units give, with a bias-corrected decay d: |h| ← d·|h| + (1 − d)·|hₜ|.
 */
public sealed interface Recycling {
    /** None does. */
    Recycling NONE = new None();

    /** Decay of the running means of a unit's activation and its magnitude, per example. */
    double decay();

    /** Examples a unit is left alone after it has started anew. */
    long maturity();

    /** None does. */
    record None() implements Recycling {
        @Override
        public double decay() {
            return ContinualBackprop.DEFAULT.decay();
        }

        @Override
        public long maturity() {
            return ContinualBackprop.DEFAULT.maturity();
        }
    }

    /**
     * Continual backprop (Dohare et al., "Loss of plasticity in deep continual learning", Nature 2024,
     * doi:10.1038/s41586-024-07711-7, algorithm 1): of the mature units of a layer, the one of least utility |h|·Σ|w_out|, again and
     * again.
     *
     * <p>Deviation: the sum over outgoing weights is today's, not part of the running mean, so that it is formed only when a unit is
     * due.
     *
     * @param rate units a mature unit and example, in (0, 1]
     * @param maturity in [1, 2^30]
     * @param decay in [0, 1)
     */
    record ContinualBackprop(double rate, long maturity, double decay) implements Recycling {
        /** The authors' for streams. */
        public static final ContinualBackprop DEFAULT = new ContinualBackprop(1e-4, 100, 0.99);

        /** Checks the ranges. */
        public ContinualBackprop {
            if (!(rate > 0 && rate <= 1)) {
                throw new IllegalArgumentException("must be in (0, 1]: rate=" + rate);
            }
            requireExamples("maturity", maturity);
            if (!(decay >= 0 && decay < 1)) {
                throw new IllegalArgumentException("must be in [0, 1): decay=" + decay);
            }
        }
    }

    /**
     * ReDo (Sokar et al., "The dormant neuron phenomenon in deep reinforcement learning", arXiv 2302.12902, algorithm 1): every so
     * many examples, all units whose mean |h| is at most a share of their layer's.
     *
     * <p>Deviation: |h| is a running mean over about as many examples instead of one large batch's, since here a micro-batch may be one
     * example.
     *
     * @param threshold the share τ, in [0, 1)
     * @param every examples from one look to the next, in [1, 2^30]
     */
    record Redo(double threshold, long every) implements Recycling {
        /** The authors' threshold. */
        public static final Redo DEFAULT = new Redo(UnitTrace.DORMANT, 1_000);

        /** Checks the ranges. */
        public Redo {
            if (!(threshold >= 0 && threshold < 1)) {
                throw new IllegalArgumentException("must be in [0, 1): threshold=" + threshold);
            }
            requireExamples("every", every);
        }

        @Override
        public double decay() {
            return 1 - 1.0 / every;
        }

        @Override
        public long maturity() {
            return every;
        }
    }

    private static void requireExamples(String name, long examples) {
        if (examples < 1 || examples > 1 << 30) {
            throw new IllegalArgumentException("must be in [1, 1073741824]: " + name + "=" + examples);
        }
    }
}
