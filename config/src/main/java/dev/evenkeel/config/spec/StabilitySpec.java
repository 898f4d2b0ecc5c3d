package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;

/**
 * What stands between gradient and weights.
 *
 * @param profile all guards as a whole
 * @param noise random numbers on the way to the weights
 */
public record StabilitySpec(
        @Key(about = "The guards as a whole; off: the bare rule.", orElse = "off")
        Profile profile,

        @Key(about = "Random numbers on gradients or changes; none: deterministic training.", orElse = "none")
        NoiseSpec noise) {
    /** Checks the ranges. */
    public StabilitySpec {
        Shapes.check(StabilitySpec.class, profile, noise);
    }

    /** How far stability goes before speed. */
    public enum Profile {
        /** The bare rule: only what is not finite is refused. */
        OFF
    }
}
