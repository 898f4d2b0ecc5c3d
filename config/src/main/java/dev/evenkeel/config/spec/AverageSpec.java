package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;
import dev.evenkeel.config.shape.Variants;
import dev.evenkeel.model.update.Averaging;

/** Which weights are served. */
@Variants
public sealed interface AverageSpec {
    /** The learner's view of it. */
    Averaging toAveraging();

    /** The trained ones. */
    record None() implements AverageSpec {
        @Override
        public Averaging toAveraging() {
            return Averaging.NONE;
        }
    }

    /**
     * An exponential moving average.
     *
     * @param ema its decay
     */
    record Ema(
            @Key(about = "What each further example leaves of the average.", orElse = "0.999", above = "0", below = "1")
            double ema)
            implements AverageSpec {
        /** Checks the range. */
        public Ema {
            Shapes.check(Ema.class, ema);
        }

        @Override
        public Averaging toAveraging() {
            return new Averaging.Ema(ema);
        }
    }

    /** The mean over all steps. */
    record Polyak() implements AverageSpec {
        @Override
        public Averaging toAveraging() {
            return new Averaging.Polyak();
        }
    }
}
