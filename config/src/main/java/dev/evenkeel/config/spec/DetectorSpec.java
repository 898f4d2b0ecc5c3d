package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;
import dev.evenkeel.config.shape.Variants;
import dev.evenkeel.model.drift.AdwinHyperparameters;
import dev.evenkeel.model.drift.DetectorSettings;
import dev.evenkeel.model.drift.KswinHyperparameters;
import dev.evenkeel.model.drift.PageHinkleyHyperparameters;
import java.util.Optional;

/** What finds drift. */
@Variants(by = "type", orElse = "adwin")
public sealed interface DetectorSpec {
    /** What {@code every} does. */
    String EVERY = "Examples from one test to the next.";

    /** The model's view of it; empty where nothing is watched. */
    Optional<DetectorSettings> toSettings();

    /** Nothing is watched. */
    record Off() implements DetectorSpec {
        @Override
        public Optional<DetectorSettings> toSettings() {
            return Optional.empty();
        }
    }

    /**
     * Adaptive windowing.
     *
     * @param delta how likely a false alarm may be
     * @param every how often it tests
     */
    record Adwin(
            @Key(
                    about =
                            "Bounds the chance that one test of a steady stream raises an alarm; smaller is less sensitive.",
                    from = AdwinHyperparameters.class,
                    above = "0",
                    below = "1")
            double delta,

            @Key(about = EVERY, from = AdwinHyperparameters.class, min = "1", max = "1048576")
            int every)
            implements DetectorSpec {
        /** Checks the ranges. */
        public Adwin {
            Shapes.check(Adwin.class, delta, every);
        }

        @Override
        public Optional<DetectorSettings> toSettings() {
            AdwinHyperparameters other = AdwinHyperparameters.DEFAULT;
            return Optional.of(
                    new AdwinHyperparameters(delta, other.bucketsPerRow(), every, other.minPart(), other.range()));
        }
    }

    /**
     * The Page-Hinkley test.
     *
     * @param tolerance a change of the mean that is none
     * @param threshold what raises an alarm
     * @param minExamples at least so many between alarms
     */
    record PageHinkley(
            @Key(
                    about =
                            "The change of the mean that is tolerated, in units of the loss; for inputs, in deviations of"
                                    + " their first 500 values.",
                    from = PageHinkleyHyperparameters.class,
                    min = "0")
            double tolerance,

            @Key(
                    about = "The summed excess that raises an alarm, in the same unit.",
                    from = PageHinkleyHyperparameters.class,
                    above = "0")
            double threshold,

            @Key(
                    about = "Fewest examples from one alarm to the next.",
                    from = PageHinkleyHyperparameters.class,
                    min = "1",
                    max = "1048576")
            int minExamples)
            implements DetectorSpec {
        /** Checks the ranges. */
        public PageHinkley {
            Shapes.check(PageHinkley.class, tolerance, threshold, minExamples);
        }

        @Override
        public Optional<DetectorSettings> toSettings() {
            return Optional.of(new PageHinkleyHyperparameters(tolerance, threshold, minExamples));
        }
    }

    /**
     * Kolmogorov-Smirnov windowing.
     *
     * @param alpha the level of a test
     * @param window how far it looks back
     * @param sample how many of the newest it compares
     * @param every how often it tests
     */
    record Kswin(
            @Key(
                    about = "The level of one test; tests are many and overlap, so it must be small.",
                    from = KswinHyperparameters.class,
                    above = "0",
                    below = "1")
            double alpha,

            @Key(
                    about = "Examples looked back on, at least twice the sample.",
                    from = KswinHyperparameters.class,
                    min = "4",
                    max = "65536")
            int window,

            @Key(
                    about = "Examples in each of the two samples that are compared.",
                    from = KswinHyperparameters.class,
                    min = "2",
                    max = "32768")
            int sample,

            @Key(about = EVERY, from = KswinHyperparameters.class, min = "1", max = "1048576")
            int every)
            implements DetectorSpec {
        /** Checks the ranges. */
        public Kswin {
            Shapes.check(Kswin.class, alpha, window, sample, every);
            new KswinHyperparameters(alpha, window, sample, every); // checks window against sample
        }

        @Override
        public Optional<DetectorSettings> toSettings() {
            return Optional.of(new KswinHyperparameters(alpha, window, sample, every));
        }
    }
}
