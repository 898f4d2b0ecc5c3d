package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;

/**
 * What is done to rows before a model sees them.
 *
 * @param absurd from when on a row is quarantined
 * @param bound from when on a number is bounded
 */
public record InputLimits(
        @Key(
                about =
                        "A row is quarantined when a number is more than this many times its column's usual largest; > 1.",
                orElse = "profile")
        Limit absurd,

        @Key(
                about =
                        "A number more than this many times its column's usual largest counts as that, and its row for as much"
                                + " less; running moments take at most ten deviations at once; >= 1.",
                orElse = "profile")
        Limit bound) {
    /** Checks the ranges. */
    public InputLimits {
        Shapes.check(InputLimits.class, absurd, bound);
    }
}
