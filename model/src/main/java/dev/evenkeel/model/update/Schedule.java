package dev.evenkeel.model.update;

/** How a rule's steps shrink or grow with the examples seen. Immutable and thread-safe. */
public sealed interface Schedule {
    /** Steps as they are. */
    Schedule CONSTANT = new Constant();

    /**
     * What steps are multiplied with.
     *
     * @param examples seen before the step, &gt;= 0
     * @return in (0, 1]
     */
    double factor(long examples);

    /** Always 1. */
    record Constant() implements Schedule {
        @Override
        public double factor(long examples) {
            return 1;
        }
    }

    /**
     * Linear from 0 to 1 over the first examples, then 1: (t + 1)/n.
     *
     * @param examples n, &gt;= 1
     */
    record Warmup(long examples) implements Schedule {
        /** Checks the range. */
        public Warmup {
            requirePositive("warmup", examples);
        }

        @Override
        public double factor(long seen) {
            return Math.min(1, (seen + 1.0) / examples);
        }
    }

    /** 1/√(t + 1) (Zinkevich, ICML 2003). Never for rules that shrink their own steps. */
    record InverseRoot() implements Schedule {
        @Override
        public double factor(long seen) {
            return 1 / Math.sqrt(seen + 1.0);
        }
    }

    /**
     * Half a cosine from 1 to {@value #FLOOR}, again and again (Loshchilov, Hutter, arXiv 1608.03983, equation 5, without growing
     * periods): a stream has no end to anneal towards.
     *
     * @param examples a period's, &gt;= 1
     */
    record Cosine(long examples) implements Schedule {
        /** The last example of a period still changes something. */
        static final double FLOOR = 0.01;

        /** Checks the range. */
        public Cosine {
            requirePositive("cosine", examples);
        }

        @Override
        public double factor(long seen) {
            double phase = (double) (seen % examples) / examples;
            return FLOOR + (1 - FLOOR) * (1 + Math.cos(Math.PI * phase)) / 2;
        }
    }

    private static void requirePositive(String name, long examples) {
        if (examples < 1) {
            throw new IllegalArgumentException("must be >= 1: " + name + "=" + examples);
        }
    }
}
