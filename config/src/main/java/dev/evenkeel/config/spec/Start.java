package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;
import dev.evenkeel.config.shape.Variants;
import java.time.Instant;

/** Where a run without any earlier state begins to read. */
@Variants
public sealed interface Start {
    /** At the first record there is. */
    record Earliest() implements Start {}

    /** Behind the last record there is. */
    record Latest() implements Start {}

    /**
     * At the first record that is not older.
     *
     * @param timestamp the time of records
     */
    record Timestamp(
            @Key(
                    about = "The first record that is not older: ISO-8601 with zone, or milliseconds since 1970.",
                    required = true,
                    example = "2026-01-31T00:00:00Z")
            Instant timestamp)
            implements Start {
        /** Checks the ranges. */
        public Timestamp {
            Shapes.check(Timestamp.class, timestamp);
        }
    }
}
