package dev.evenkeel.model.stability;

import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.parameter.Gradient;
import dev.evenkeel.model.parameter.NamedTensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The guards between a network's loss and its weights, in order: loss-gradient bound, finite check, normalization, adaptive clipping,
 * ZClip; then, on the proposed update, finite check, trust ratio and update bound. Each is on or off alone.
 *
 * <p>Call order of a step: {@link #begin}, {@link #label} for each row, {@link #gradient}, {@link #update}, and {@link #commit} when the
 * step was accepted. Not thread-safe.
 */
public final class Governor {
    private final StabilitySettings settings;
    private final LossKind loss;
    private final LossGradientBound lossGradient;
    private final List<GradientGuard> guards = new ArrayList<>();
    private final TrustRatio trustRatio;
    private final UpdateBound update;

    /** Guards that have seen nothing. */
    public Governor(StabilitySettings settings, LossKind loss) {
        this.settings = settings;
        this.loss = loss;
        lossGradient = new LossGradientBound(loss, settings.lossGradient().orElse(Double.POSITIVE_INFINITY));
        if (settings.normalize() != Normalization.NONE) {
            guards.add(new GradientNormalization(settings.normalize()));
        }
        settings.agc().ifPresent(limit -> guards.add(new AdaptiveClip(limit)));
        settings.zclip().ifPresent(limit -> guards.add(new ZClip(limit)));
        trustRatio = settings.trustRatio().isPresent()
                ? new TrustRatio(settings.trustRatio().getAsDouble())
                : null;
        boolean bounds = settings.update().isPresent() || settings.overshoot().isPresent();
        update = bounds
                ? new UpdateBound(
                        settings.update().orElse(Double.POSITIVE_INFINITY),
                        settings.overshoot().orElse(0))
                : null;
    }

    /** Begins a step. */
    public void begin() {
        lossGradient.begin();
    }

    /** The label that a row is learned with; see {@link LossGradientBound#bound}. */
    public float label(float prediction, float label) {
        return lossGradient.bound(prediction, label);
    }

    /**
     * Checks and bounds the gradients in place.
     *
     * @return why the step is refused, if it is
     */
    public Optional<String> gradient(List<Gradient> gradients, int rows) {
        for (Gradient gradient : gradients) {
            if (!FiniteCheck.finite(gradient.values(), 0, gradient.length())) {
                return Optional.of("gradient is not finite: layer=" + gradient.layer());
            }
        }
        for (int g = 0; g < guards.size(); g++) {
            guards.get(g).bound(gradients, rows);
        }
        return Optional.empty();
    }

    /** Whether {@link #update} needs to know the step's loss. */
    public boolean asksForLoss() {
        return settings.overshoot().isPresent();
    }

    /**
     * Checks and bounds the proposed updates in place.
     *
     * @param updates by parameter, laid out as its gradient
     * @param meanLoss of the step; any number where {@link #asksForLoss} says no
     * @return why the step is refused, if it is
     */
    public Optional<String> update(List<Gradient> gradients, IntFunction<float[]> updates, double meanLoss) {
        for (int p = 0; p < gradients.size(); p++) {
            if (!FiniteCheck.finite(updates.apply(p), 0, gradients.get(p).length())) {
                return Optional.of(
                        "update is not finite: layer=" + gradients.get(p).layer());
            }
        }
        if (trustRatio != null) {
            trustRatio.bound(gradients, updates);
        }
        if (update != null) {
            update.bound(gradients, updates, meanLoss);
        }
        return Optional.empty();
    }

    /** The step was accepted. */
    public void commit() {
        lossGradient.commit();
        for (int g = 0; g < guards.size(); g++) {
            guards.get(g).commit();
        }
    }

    /** Adds how often each guard has acted. */
    public void count(GuardCounts into) {
        lossGradient.count(into);
        guards.forEach(guard -> guard.count(into));
        if (trustRatio != null) {
            trustRatio.count(into);
        }
        if (update != null) {
            update.count(into);
        }
    }

    /** Independent guards that have seen the same. */
    public Governor copy() {
        NamedTensors state = new NamedTensors();
        save(state);
        Governor copy = new Governor(settings, loss);
        copy.load(state);
        return copy;
    }

    /** Puts what the guards remember under {@code slots/}. */
    public void save(NamedTensors into) {
        lossGradient.save(into);
        guards.forEach(guard -> guard.save(into));
        if (trustRatio != null) {
            trustRatio.save(into);
        }
        if (update != null) {
            update.save(into);
        }
    }

    /** Takes what {@link #save} has put; guards that were off when it did are as new. */
    public void load(NamedTensors from) {
        lossGradient.load(from);
        guards.forEach(guard -> guard.load(from));
        if (trustRatio != null) {
            trustRatio.load(from);
        }
        if (update != null) {
            update.load(from);
        }
    }
}
