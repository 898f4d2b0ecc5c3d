package dev.evenkeel.model.update;

/** Which weights are served: those trained, or an average of them over time. Immutable and thread-safe. */
public sealed interface Averaging {
    /** The trained weights themselves. */
    Averaging NONE = new None();

    /**
     * The share of the newest weights in the average.
     *
     * @param clock the number of the update that made them, counted from 1
     * @param examples an update
     * @return in (0, 1]; 1 at the first update
     */
    double share(long clock, int examples);

    /** The trained weights themselves. */
    record None() implements Averaging {
        @Override
        public double share(long clock, int examples) {
            return 1;
        }
    }

    /**
     * An exponential moving average; the mean over all updates while that gives the newest a larger share.
     *
     * @param decay what each further example leaves of it, in (0, 1)
     */
    record Ema(double decay) implements Averaging {
        /** Checks the range. */
        public Ema {
            if (!(decay > 0 && decay < 1)) {
                throw new IllegalArgumentException("must be in (0, 1): ema=" + decay);
            }
        }

        @Override
        public double share(long clock, int examples) {
            return Math.max(1 - Math.pow(decay, examples), 1.0 / clock);
        }
    }

    /** The mean over all updates (Polyak, Juditsky 1992, doi:10.1137/0330046). */
    record Polyak() implements Averaging {
        @Override
        public double share(long clock, int examples) {
            return 1.0 / clock;
        }
    }
}
