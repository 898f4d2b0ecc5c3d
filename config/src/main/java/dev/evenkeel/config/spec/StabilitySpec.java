package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;
import dev.evenkeel.model.stability.Normalization;
import dev.evenkeel.model.stability.StabilitySettings;
import java.util.OptionalDouble;

/**
 * What stands between an example and the weights.
 *
 * @param profile all guards as a whole
 * @param input guards of rows
 * @param normalize what gradients are divided by
 * @param trustRatio an even pace of the layers of a network
 * @param clip guards of gradients and updates
 * @param noise random numbers on the way to the weights
 * @param rollback when training goes back
 */
public record StabilitySpec(
        @Key(about = "The guards as a whole; off: the bare rule.", orElse = "balanced")
        Profile profile,

        @Key(about = "What is done to rows before a model sees them.")
        InputLimits input,

        @Key(
                about =
                        "What gradients are divided by; in linear models, each divides the derivative of the loss by its norm.",
                orElse = "none")
        Normalization normalize,

        @Key(
                about = "Networks: the layers' relative updates are at most this many times apart; 1: all the same.",
                orElse = "profile")
        Limit trustRatio,

        @Key(about = "What gradients and updates are clipped to.")
        ClipLimits clip,

        @Key(about = "Random numbers on gradients or changes; none: deterministic training.", orElse = "none")
        NoiseSpec noise,

        @Key(about = "When training goes back to a good state.")
        RollbackSpec rollback) {
    /** Checks the ranges. */
    public StabilitySpec {
        Shapes.check(StabilitySpec.class, profile, input, normalize, trustRatio, clip, noise, rollback);
        settings(profile, input, normalize, clip, rollback).with(trustRatio.orElse(OptionalDouble.empty()));
    }

    /** How far stability goes before speed. */
    public enum Profile {
        /** The bare rule: only what is not finite is refused. */
        OFF,
        /** Smaller steps wherever something is unusual. */
        CAUTIOUS,
        /** What costs next to nothing on a clean stream. */
        BALANCED,
        /** Only what cannot be meant is held back. */
        FAST;

        StabilitySettings settings() {
            return switch (this) {
                case OFF -> StabilitySettings.OFF;
                case CAUTIOUS -> StabilitySettings.CAUTIOUS;
                case BALANCED -> StabilitySettings.BALANCED;
                case FAST -> StabilitySettings.FAST;
            };
        }
    }

    /** The learner's view of it. */
    public StabilitySettings toSettings() {
        StabilitySettings settings = settings(profile, input, normalize, clip, rollback);
        return settings.with(trustRatio.orElse(settings.trustRatio()));
    }

    private static StabilitySettings settings(
            Profile profile, InputLimits input, Normalization normalize, ClipLimits clip, RollbackSpec rollback) {
        StabilitySettings all = profile.settings();
        return new StabilitySettings(
                input.absurd().orElse(all.absurd()),
                input.bound().orElse(all.bound()),
                clip.loss().orElse(all.lossGradient()),
                normalize,
                clip.agc().orElse(all.agc()),
                clip.zclip().orElse(all.zclip()),
                all.trustRatio(),
                clip.update().orElse(all.update()),
                clip.overshoot().orElse(all.overshoot()),
                rollback.toSettings(all.rollback()));
    }
}
