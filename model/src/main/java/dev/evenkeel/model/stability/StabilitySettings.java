package dev.evenkeel.model.stability;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Which guards stand between an example and the weights, and how tight each is; empty where one is off. All constants are per
 * example.
 *
 * @param absurd input guard: rows are quarantined when a number is this many times as large as its column's usual largest,
 *     &gt; 1
 * @param bound input guard: a number more than this many times as large as its column's usual largest counts as that, and its row
 *     for as much less; the moments of numbers and labels take no more than {@link RobustMoments#REACH} deviations at once, &gt;= 1
 * @param lossGradient the derivative of an unbounded loss by a prediction counts as at most this many times its running root
 *     mean square, &gt; 0
 * @param normalize what gradients are divided by; for linear models see {@link LinearGovernor}
 * @param agc networks: adaptive gradient clipping: a unit's gradient is at most this many times as long as its weights, &gt; 0
 * @param zclip gradients, in linear models derivatives of the loss by the scores, whose norm is this many deviations above its running mean are clipped, &gt; 0
 * @param trustRatio networks: the largest and the smallest relative update of a layer are at most this many times apart, &gt;= 1
 * @param update a step changes no layer by more than this share of its root mean square; in linear models, no prediction by more
 *     than five times this share of the usual size of predictions and labels, &gt; 0
 * @param overshoot a step promises, to first order, to lower the loss by at most the loss over this, &gt; 0
 * @param rollback when training returns to a good state
 */
public record StabilitySettings(
        OptionalDouble absurd,
        OptionalDouble bound,
        OptionalDouble lossGradient,
        Normalization normalize,
        OptionalDouble agc,
        OptionalDouble zclip,
        OptionalDouble trustRatio,
        OptionalDouble update,
        OptionalDouble overshoot,
        Optional<RollbackSettings> rollback) {
    private static final OptionalDouble NONE = OptionalDouble.empty();

    /** The bare rule: only what is not finite is refused. */
    public static final StabilitySettings OFF =
            new StabilitySettings(NONE, NONE, NONE, Normalization.NONE, NONE, NONE, NONE, NONE, NONE, Optional.empty());

    /** What costs next to nothing on a clean stream. Without ZClip: where a stream drifts, unusually large gradients are the news. */
    public static final StabilitySettings BALANCED = new StabilitySettings(
            OptionalDouble.of(100),
            OptionalDouble.of(2),
            OptionalDouble.of(10),
            Normalization.NONE,
            OptionalDouble.of(1),
            NONE,
            NONE,
            OptionalDouble.of(1),
            NONE,
            Optional.of(RollbackSettings.DEFAULT));

    /** Smaller steps wherever something is unusual. */
    public static final StabilitySettings CAUTIOUS = new StabilitySettings(
            OptionalDouble.of(100),
            OptionalDouble.of(2),
            OptionalDouble.of(5),
            Normalization.NONE,
            OptionalDouble.of(0.3),
            OptionalDouble.of(2.5),
            NONE,
            OptionalDouble.of(0.1),
            OptionalDouble.of(1),
            Optional.of(RollbackSettings.DEFAULT));

    /** Only what cannot be meant is held back. */
    public static final StabilitySettings FAST = new StabilitySettings(
            OptionalDouble.of(1000),
            OptionalDouble.of(16),
            OptionalDouble.of(30),
            Normalization.NONE,
            NONE,
            NONE,
            NONE,
            OptionalDouble.of(3),
            NONE,
            Optional.of(RollbackSettings.DEFAULT));

    /** Checks the ranges. */
    public StabilitySettings {
        Objects.requireNonNull(normalize, "normalize");
        Objects.requireNonNull(rollback, "rollback");
        require("absurd", absurd, absurd.orElse(2) > 1, "> 1");
        require("bound", bound, bound.orElse(1) >= 1, ">= 1");
        require("loss-gradient", lossGradient, lossGradient.orElse(1) > 0, "> 0");
        require("agc", agc, agc.orElse(1) > 0, "> 0");
        require("zclip", zclip, zclip.orElse(1) > 0, "> 0");
        require("trust-ratio", trustRatio, trustRatio.orElse(1) >= 1, ">= 1");
        require("update", update, update.orElse(1) > 0, "> 0");
        require("overshoot", overshoot, overshoot.orElse(1) > 0, "> 0");
    }

    private static void require(String name, OptionalDouble value, boolean holds, String range) {
        if (!holds || Double.isInfinite(value.orElse(0))) {
            throw new IllegalArgumentException("must be " + range + " and finite: " + name + "=" + value.getAsDouble());
        }
    }

    /** The same with another normalization. */
    public StabilitySettings with(Normalization other) {
        return new StabilitySettings(
                absurd, bound, lossGradient, other, agc, zclip, trustRatio, update, overshoot, rollback);
    }

    /** The same with another trust ratio. */
    public StabilitySettings with(OptionalDouble otherTrustRatio) {
        return new StabilitySettings(
                absurd, bound, lossGradient, normalize, agc, zclip, otherTrustRatio, update, overshoot, rollback);
    }

    /** Whether rows are looked at before a model sees them. */
    public boolean guardsInput() {
        return absurd.isPresent() || bound.isPresent();
    }
}
