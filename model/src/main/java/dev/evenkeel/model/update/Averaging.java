package dev.evenkeel.model.update;

/** Which weights are served: those trained, or an average of them over time. Immutable and thread-safe. */
public sealed interface Averaging {
    /** The trained weights themselves. */
    Averaging NONE = new None();

    /** The trained weights themselves. */
    record None() implements Averaging {}

    /**
     * An exponential moving average.
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
    }

    /** The mean over all steps (Polyak, Juditsky 1992, doi:10.1137/0330046). */
    record Polyak() implements Averaging {}
}
