package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;
import dev.evenkeel.config.shape.Variants;
import java.time.Duration;
import java.util.Optional;

/** How examples are gathered into mini-batches. */
@Variants(by = "type", orElse = "count")
public sealed interface WindowSpec {
    /** The most rows of one window. */
    String MOST_ROWS = "1048576";

    /** The longest time of one window. */
    String LONGEST = "24h";

    /** What {@code step} does. */
    String STEP_ABOUT = "Networks: examples per update inside the window. Linear models step by single examples.";

    /** What {@code max-rows} does. */
    String MAX_ROWS_ABOUT = "A window with so many rows is closed early.";

    /** Examples per update of a network; empty means the learner's own choice. */
    Optional<Integer> step();

    /** The most rows that one mini-batch can have. */
    int largest();

    /**
     * A fixed number of examples.
     *
     * @param size rows
     * @param timeout the longest wait of a window that does not fill; empty means for ever
     * @param step see {@link WindowSpec#step()}
     */
    record Count(
            @Key(about = "Rows of a window.", orElse = "256", min = "1", max = MOST_ROWS)
            int size,

            @Key(
                    about = "The longest wait of a window that does not fill; off makes batches deterministic.",
                    orElse = "200ms",
                    none = "off",
                    min = "1ms",
                    max = LONGEST)
            Optional<Duration> timeout,

            @Key(about = STEP_ABOUT, orElse = "auto", none = "auto", min = "1", max = MOST_ROWS)
            Optional<Integer> step)
            implements WindowSpec {
        /** Checks the ranges. */
        public Count {
            Shapes.check(Count.class, size, timeout, step);
        }

        @Override
        public int largest() {
            return size;
        }
    }

    /**
     * A span of event time.
     *
     * @param length the span
     * @param outOfOrderness how far behind the latest time a row may be
     * @param idleTimeout when a silent partition no longer holds the others up; empty means never
     * @param late what becomes of rows that are later than that
     * @param maxRows closes a window early
     * @param step see {@link WindowSpec#step()}
     */
    record EventTime(
            @Key(about = "The span of a window.", orElse = "1s", min = "1ms", max = LONGEST)
            Duration length,

            @Key(
                    about = "How far a row may be behind the latest time of its partition.",
                    orElse = "0s",
                    min = "0s",
                    max = LONGEST)
            Duration outOfOrderness,

            @Key(
                    about = "When a silent partition no longer holds the others up; off: never, which is"
                            + " deterministic.",
                    orElse = "30s",
                    none = "off",
                    min = "1ms",
                    max = LONGEST)
            Optional<Duration> idleTimeout,

            @Key(about = "What becomes of rows that come after their window has closed.", orElse = "train")
            Late late,

            @Key(about = MAX_ROWS_ABOUT, orElse = "65536", min = "1", max = MOST_ROWS)
            int maxRows,

            @Key(about = STEP_ABOUT, orElse = "auto", none = "auto", min = "1", max = MOST_ROWS)
            Optional<Integer> step)
            implements WindowSpec {
        /** Checks the ranges. */
        public EventTime {
            Shapes.check(EventTime.class, length, outOfOrderness, idleTimeout, late, maxRows, step);
        }

        @Override
        public int largest() {
            return maxRows;
        }
    }

    /**
     * A span of the clock.
     *
     * @param length the span
     * @param maxRows closes a window early
     * @param step see {@link WindowSpec#step()}
     */
    record ProcessingTime(
            @Key(about = "The span of a window.", orElse = "1s", min = "1ms", max = LONGEST)
            Duration length,

            @Key(about = MAX_ROWS_ABOUT, orElse = "65536", min = "1", max = MOST_ROWS)
            int maxRows,

            @Key(about = STEP_ABOUT, orElse = "auto", none = "auto", min = "1", max = MOST_ROWS)
            Optional<Integer> step)
            implements WindowSpec {
        /** Checks the ranges. */
        public ProcessingTime {
            Shapes.check(ProcessingTime.class, length, maxRows, step);
        }

        @Override
        public int largest() {
            return maxRows;
        }
    }
}
