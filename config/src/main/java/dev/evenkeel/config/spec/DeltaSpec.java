package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;
import java.util.Optional;

/**
 * Snapshots that hold only what has changed.
 *
 * @param fullEvery the publications from one complete snapshot to the next; empty means that all are complete
 */
public record DeltaSpec(
        @Key(
                about =
                        "Every so many snapshots one is complete; those in between hold what has changed since it, for large"
                                + " hashed models. off: all are complete.",
                orElse = "off",
                none = "off",
                example = "20",
                min = "2",
                max = "1000000",
                shorthand = true)
        Optional<Integer> fullEvery) {
    /** Checks the range. */
    public DeltaSpec {
        Shapes.check(DeltaSpec.class, fullEvery);
    }
}
