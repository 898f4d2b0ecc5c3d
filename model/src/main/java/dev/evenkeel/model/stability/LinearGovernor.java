package dev.evenkeel.model.stability;

import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.update.StepGuard;

/**
 * The guards between a linear model's loss and its weights, in order: loss-gradient bound, normalization, ZClip; then, on the proposed
 * step, update bound and overshoot bound. As ‖g‖ = |ℓ'|·‖x‖ and the size of weights depend on the units of the features, they look at
 * the derivative ℓ' of the loss by the scores (importance left out), and at what a step adds to the scores.
 *
 * <ul>
 *   <li>Normalization, of whatever kind: ℓ' counts as ℓ'/‖ℓ'‖, for a single score its sign.
 *   <li>ZClip: of ‖ℓ'‖.
 *   <li>Update: the root mean square of the changes of the scores is at most {@value #SIZES}·c times the size of what the model deals with:
 *       the running root mean square of scores and labels, √(mean s² + y²), where the labels of classes and the logarithms of counts count as 1.
 *   <li>Overshoot: to first order, a step lowers the loss by at most max(L, 1)/κ; for a regression, whose loss has units, the running
 *       mean of the loss stands for the 1.
 * </ul>
 *
 * <p>Adaptive clipping is not for linear models, whose only layer is the output. The finite checks are the learner's and the rule's.
 * Running means take a row at {@value #SHARE}, or at its share of those so far, and by no more than {@link RobustMoments#REACH}² times
 * themselves. Call order: {@link #begin} a row, have the rule ask, and {@link #commit} when it was learned from. Not thread-safe.
 */
public final class LinearGovernor implements StepGuard {
    private static final String PATH = "slots/linear-governor";
    private static final double SHARE = 0.001;
    /** With 1, models of sparse text, whose first steps decide, lose up to 16 % on real streams; with this, nothing. */
    private static final double SIZES = 5;

    private final StabilitySettings settings;
    private final Loss loss;
    private final boolean units;
    private final LossGradientBound lossGradient;
    private final ZClip zclip;
    private final float[] derivatives;
    private final boolean differentiates;

    private double size;
    private double usualLoss;
    private long seen;
    private long normalized;
    private long bounded;
    private long overshot;

    private double nextSize;
    private double nextLoss;
    private long nextSeen;
    private double value;
    private double factor;

    /**
     * Guards that have seen nothing.
     *
     * @param outputs scores a row
     */
    public LinearGovernor(StabilitySettings settings, Loss loss, int outputs) {
        this.settings = settings;
        this.loss = loss;
        units = loss.kind().task() == Task.REGRESSION && loss.kind() != LossKind.POISSON;
        lossGradient =
                new LossGradientBound(loss.kind(), settings.lossGradient().orElse(Double.POSITIVE_INFINITY));
        zclip = settings.zclip().isPresent() ? new ZClip(settings.zclip().getAsDouble()) : null;
        derivatives = new float[outputs];
        differentiates = zclip != null
                || settings.normalize() != Normalization.NONE
                || settings.overshoot().isPresent();
    }

    /** Begins a row. */
    public void begin() {
        lossGradient.begin();
        if (zclip != null) {
            zclip.discard();
        }
        factor = 1;
        nextSize = size;
        nextLoss = usualLoss;
        nextSeen = seen;
    }

    @Override
    public float label(float[] scores, int at, float label) {
        float learned = lossGradient.bound(scores[at], label);
        if (differentiates) {
            loss.gradient(scores, at, derivatives.length, learned, 1, derivatives, 0);
            double norm = Math.sqrt(Norms.squares(derivatives, derivatives.length));
            if (norm > 0) {
                restrain(norm);
            }
        }
        if (bounds()) {
            observe(scores, at, learned);
        }
        return learned;
    }

    /** Sets the factor, so that ℓ' has the norm it may have. */
    private void restrain(double norm) {
        double used = norm;
        if (settings.normalize() != Normalization.NONE) {
            normalized++;
            used = 1;
        }
        if (zclip != null) {
            used = zclip.used(used, 1);
        }
        factor = used / norm;
    }

    private void observe(float[] scores, int at, float label) {
        value = settings.overshoot().isPresent() ? loss.value(scores, at, derivatives.length, label) : 0;
        double squares = 0;
        for (int k = at; k < at + derivatives.length; k++) {
            squares += (double) scores[k] * scores[k];
        }
        nextSeen = seen + 1;
        nextSize = next(size, squares / derivatives.length + (units ? (double) label * label : 1));
        nextLoss = next(usualLoss, value);
    }

    private double next(double mean, double number) {
        double most = mean == 0 ? number : Math.min(number, RobustMoments.REACH * RobustMoments.REACH * mean);
        return mean + (most - mean) * Math.max(SHARE, 1.0 / nextSeen);
    }

    @Override
    public double scale() {
        return factor;
    }

    @Override
    public boolean bounds() {
        return settings.update().isPresent() || settings.overshoot().isPresent();
    }

    @Override
    public double share(double[] changes) {
        double share = 1;
        if (settings.update().isPresent()) {
            share = shareOfSize(changes, settings.update().getAsDouble());
        }
        if (settings.overshoot().isPresent()) {
            share *= shareOfLoss(changes, share, settings.overshoot().getAsDouble());
        }
        return share;
    }

    private double shareOfSize(double[] changes, double relative) {
        double squares = 0;
        for (double change : changes) {
            squares += change * change / changes.length;
        }
        double most = SIZES * SIZES * relative * relative * (seen == 0 ? nextSize : size);
        if (most == 0 || squares <= most) { // where all was 0 so far, any change may come
            return 1;
        }
        bounded++;
        return Math.sqrt(most / squares);
    }

    private double shareOfLoss(double[] changes, double share, double overshoot) {
        double promised = 0;
        for (int k = 0; k < changes.length; k++) {
            promised -= share * changes[k] * derivatives[k];
        }
        double most = Math.max(value, units ? usualLoss : 1) / overshoot;
        if (most == 0 || promised <= most) {
            return 1;
        }
        overshot++;
        return most / promised;
    }

    /** The row was learned from. */
    public void commit() {
        lossGradient.commit();
        if (zclip != null) {
            zclip.commit();
        }
        size = nextSize;
        usualLoss = nextLoss;
        seen = nextSeen;
    }

    /** Adds how often each guard has acted. */
    public void count(GuardCounts into) {
        lossGradient.count(into);
        if (settings.normalize() != Normalization.NONE) {
            into.add(GuardCounts.NORMALIZE, normalized);
        }
        if (zclip != null) {
            zclip.count(into);
        }
        if (settings.update().isPresent()) {
            into.add(GuardCounts.UPDATE, bounded);
        }
        if (settings.overshoot().isPresent()) {
            into.add(GuardCounts.OVERSHOOT, overshot);
        }
    }

    /** Independent guards that have seen the same. */
    public LinearGovernor copy() {
        NamedTensors state = new NamedTensors();
        save(state);
        LinearGovernor copy = new LinearGovernor(settings, loss, derivatives.length);
        copy.load(state);
        return copy;
    }

    /** Puts what the guards remember under {@code slots/}. */
    public void save(NamedTensors into) {
        lossGradient.save(into);
        if (zclip != null) {
            zclip.save(into);
        }
        if (bounds() || settings.normalize() != Normalization.NONE) {
            into.put(PATH + "/usual", new double[] {size, usualLoss}, 2);
            into.put(PATH + "/counts", new long[] {seen, normalized, bounded, overshot}, 4);
        }
    }

    /** Takes what {@link #save} has put; guards that were off when it did are as new. */
    public void load(NamedTensors from) {
        lossGradient.load(from);
        if (zclip != null) {
            zclip.load(from);
        }
        if (from.contains(PATH + "/usual")) {
            double[] usual = from.doubles(PATH + "/usual", 2);
            size = usual[0];
            usualLoss = usual[1];
            long[] counts = from.longs(PATH + "/counts", 4);
            seen = counts[0];
            normalized = counts[1];
            bounded = counts[2];
            overshot = counts[3];
        }
    }
}
