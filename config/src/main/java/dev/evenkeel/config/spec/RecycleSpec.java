package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;
import dev.evenkeel.config.shape.Variants;
import dev.evenkeel.model.plasticity.Recycling;

/** Which hidden units start anew, and when. */
@Variants(by = "type", orElse = "none")
public sealed interface RecycleSpec {
    /** The learner's view of it. */
    Recycling toRecycling();

    /** None do. */
    record None() implements RecycleSpec {
        @Override
        public Recycling toRecycling() {
            return Recycling.NONE;
        }
    }

    /**
     * The least useful ones, again and again.
     *
     * @param rate how many
     * @param maturity how long they are left alone
     * @param decay of running means
     */
    record ContinualBackprop(
            @Key(
                    about = "Units that start anew for each mature unit of a layer and example.",
                    from = Recycling.ContinualBackprop.class,
                    above = "0",
                    max = "1")
            double rate,

            @Key(
                    about = "Examples after which a unit is mature.",
                    from = Recycling.ContinualBackprop.class,
                    min = "1",
                    max = "1073741824")
            long maturity,

            @Key(
                    about = "Decay of the running mean of what a unit gives, per example.",
                    from = Recycling.ContinualBackprop.class,
                    min = "0",
                    below = "1")
            double decay)
            implements RecycleSpec {
        /** Checks the ranges. */
        public ContinualBackprop {
            Shapes.check(ContinualBackprop.class, rate, maturity, decay);
        }

        @Override
        public Recycling toRecycling() {
            return new Recycling.ContinualBackprop(rate, maturity, decay);
        }
    }

    /**
     * All that give next to nothing.
     *
     * @param threshold how little
     * @param every how often
     */
    record Redo(
            @Key(
                    about = "Units whose mean magnitude is at most this share of their layer's start anew.",
                    from = Recycling.Redo.class,
                    min = "0",
                    below = "1")
            double threshold,

            @Key(
                    about = "Examples from one look to the next.",
                    from = Recycling.Redo.class,
                    min = "1",
                    max = "1073741824")
            long every)
            implements RecycleSpec {
        /** Checks the ranges. */
        public Redo {
            Shapes.check(Redo.class, threshold, every);
        }

        @Override
        public Recycling toRecycling() {
            return new Recycling.Redo(threshold, every);
        }
    }
}
