package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;

/**
 * What gradients and updates are clipped to.
 *
 * @param loss of the loss by a prediction
 * @param agc adaptive gradient clipping
 * @param zclip by the deviation of the norm
 * @param update by the size of the weights
 * @param overshoot by the loss
 */
public record ClipLimits(
        @Key(
                about =
                        "The derivative of squared and Poisson loss counts as at most this many times its running root mean"
                                + " square.",
                orElse = "profile")
        Limit loss,

        @Key(
                about = "Networks: a unit's gradient is at most this many times as long as its weights.",
                orElse = "profile")
        Limit agc,

        @Key(
                about = "Networks: gradients whose norm is this many deviations above its running mean are clipped.",
                orElse = "profile")
        Limit zclip,

        @Key(about = "Networks: a step changes no layer by more than this share of its size.", orElse = "profile")
        Limit update,

        @Key(
                about = "Networks: a step promises to lower the loss by no more than the loss over this.",
                orElse = "profile")
        Limit overshoot) {
    /** Checks the ranges. */
    public ClipLimits {
        Shapes.check(ClipLimits.class, loss, agc, zclip, update, overshoot);
    }
}
