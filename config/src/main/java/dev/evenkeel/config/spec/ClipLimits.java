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
                about =
                        "Gradients, in linear models the loss's derivatives, whose norm is this many deviations above its"
                                + " running mean are clipped.",
                orElse = "profile")
        Limit zclip,

        @Key(
                about =
                        "A step changes no layer by more than this share of its size; in linear models, no prediction by more"
                                + " than five times this share of its usual size.",
                orElse = "profile")
        Limit update,

        @Key(about = "A step promises to lower the loss by no more than the loss over this.", orElse = "profile")
        Limit overshoot) {
    /** Checks the ranges. */
    public ClipLimits {
        Shapes.check(ClipLimits.class, loss, agc, zclip, update, overshoot);
    }
}
