package dev.evenkeel.model.update;

import dev.evenkeel.model.data.SparseRow;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.loss.ScalarLoss;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.parameter.SparseTable;
import java.util.Arrays;

/**
 * NAG: normalized, adaptive, importance-invariant gradient descent for linear models (Ross, Mineiro, Langford, "Normalized
 * Online Learning", arXiv 1305.6646, algorithm 2; Karampatziakis, Langford, "Online importance weight aware updates", UAI
 * 2011).
 *
 * <p>With s the largest magnitude of a feature so far, z = x/s, A the sum of h·ℓ'²·z², N = Σ h·Σ z², T = Σ h, a the power:
 *
 * <pre>
 *   κ = (N/T)^(a-1)     q = κ·Σ z²·A^(-a)     v += κ·u·z·A^(-a)     prediction = Σ v·z
 * </pre>
 *
 * where u is the importance-invariant step of the loss for η·h·q ({@link InvariantStep}). This is the papers' algorithm in
 * normalized coordinates (v = w·s, A = their sum over s²): when s grows by a factor c, v shrinks by c^(1-2a) and A by c². All
 * state stays near 1 whatever the units, so no finite feature overflows, and scaling a column by a power of two changes no bit.
 *
 * <p>Each part can be off. Not normalized, s is 1. Not adaptive, rates fall with the importance t seen so far, this row's
 * included, also that of rows whose loss is zero: see {@link NagRates}. Not invariant, u = -ℓ'·η·h. What counts as seen at the
 * start is added to A (by unit of the feature, as Vowpal Wabbit has it: with normalization it is not invariant to units), N, T and t.
 *
 * <p>L1 and L2 act lazily on w, the constant's included: {@link LazyShrinkage}.
 *
 * <p>Several outputs (softmax): output k is a logistic regression whose margin is its score less the log-sum-exp of the
 * others, which has the gradient of the softmax cross-entropy; s, N, T and t are shared.
 *
 * <p>State is float, arithmetic double. A row whose step is not finite is undone.
 */
final class NagRule implements LinearRule {
    private static final int SCALE = 0;
    private static final int WEIGHT = 1;
    private static final int ADAPTIVE = 2;

    private final NagHyperparameters settings;
    private final NagRates rates;
    private final ScalarLoss loss;
    private final int outputs;
    private final SparseTable table;
    private final LazyShrinkage shrinkage;
    /** Of each output, what a weight that was never touched is in the table. */
    private final double[] untouched;

    private double normTotal;
    private double weightTotal;
    private double clock;
    private Raise raise = Raise.NONE;

    private final RowEntries entries;
    private final double[] sums;
    private final double[] margins;
    private final double[] derivatives;
    private final double[] sensitivities;
    private final double[] updates;
    private final double[] changes;
    private StepGuard guard = StepGuard.NONE;

    NagRule(NagHyperparameters settings, UpdateOptions options, Loss loss, int outputs, int hashBits) {
        this(
                settings,
                perOutput(loss),
                outputs,
                new SparseTable(hashBits, stride(outputs)),
                new LazyShrinkage(options.l1(), options.l2(), outputs));
        Arrays.fill(untouched, settings.initialWeight());
        normTotal = settings.initialT();
        weightTotal = settings.initialT();
        clock = settings.initialT();
    }

    private NagRule(
            NagHyperparameters settings, ScalarLoss loss, int outputs, SparseTable table, LazyShrinkage shrinkage) {
        this.settings = settings;
        this.loss = loss;
        this.outputs = outputs;
        this.table = table;
        this.shrinkage = shrinkage;
        rates = new NagRates(settings);
        entries = new RowEntries(table, 1 + 2 * outputs);
        untouched = new double[outputs];
        sums = new double[outputs];
        margins = new double[outputs];
        derivatives = new double[outputs];
        sensitivities = new double[outputs];
        updates = new double[outputs];
        changes = new double[outputs];
    }

    /** Several outputs are logistic regressions; see above. */
    private static ScalarLoss perOutput(Loss loss) {
        return (ScalarLoss) (loss instanceof ScalarLoss ? loss : Loss.of(LossKind.LOGISTIC));
    }

    /** One scale, then weight and accumulator of each output; one float of padding keeps a single output's entry at 16 bytes. */
    private static int stride(int outputs) {
        return 2 + 2 * outputs;
    }

    @Override
    public void score(SparseRow row, float[] scores, int at) {
        if (outputs == 1 && !shrinkage.active() && untouched[0] == 0) {
            scores[at] = (float) scoreOne(row);
            return;
        }
        Arrays.fill(sums, 0);
        for (int f = 0; f < row.count(); f++) {
            float[] page = table.page(row.hashes()[f]);
            int o = table.offset(row.hashes()[f]);
            float scale = page == null ? 0 : page[o + SCALE];
            double z = scale == 0 ? row.values()[f] : (double) row.values()[f] / scale;
            for (int k = 0; k < outputs; k++) {
                double v = scale == 0
                        ? shrinkage.effective(k, untouched[k], 1)
                        : shrinkage.effective(k, page[o + WEIGHT + 2 * k], scale);
                sums[k] += z * v;
            }
        }
        for (int k = 0; k < outputs; k++) {
            scores[at + k] = (float) sums[k];
        }
    }

    private double scoreOne(SparseRow row) {
        int[] hashes = row.hashes();
        float[] values = row.values();
        double sum = 0;
        for (int f = 0; f < row.count(); f++) {
            float[] page = table.page(hashes[f]);
            int o = table.offset(hashes[f]);
            if (page != null && page[o + SCALE] != 0) {
                sum += (double) values[f] / page[o + SCALE] * page[o + WEIGHT];
            }
        }
        return sum;
    }

    @Override
    public String learn(SparseRow row, float label, float weight, float[] scores, int at) {
        if (weight == 0) {
            return "";
        }
        double clockBefore = clock;
        clock += weight;
        float learned = guard.label(scores, at, label);
        if (!derivatives(learned, scores, at)) {
            return "";
        }
        double normBefore = normTotal;
        double weightBefore = weightTotal;
        shrinkage.mark();
        entries.locate(row);
        double check = accumulate(row, weight);
        double kappa = rates.kappa(normTotal, weightTotal);
        double rate = rates.ofAll(weight, clock) * guard.scale() * raise.at(0);
        for (int k = 0; k < outputs; k++) {
            double sensitivity = kappa * sensitivities[k];
            updates[k] =
                    derivatives[k] == 0 ? 0 : rates.update(loss, margins[k], target(k, learned), rate, sensitivity);
            changes[k] = updates[k] * sensitivity;
        }
        double share = guard.bounds() ? guard.share(changes) : 1;
        for (int k = 0; k < outputs; k++) {
            if (derivatives[k] != 0) {
                double u = updates[k] * share;
                check += move(row, k, kappa * u * shrinkage.step(k, -u / derivatives[k]));
            }
        }
        if (check != 0 || !Double.isFinite(normTotal)) { // NaN is not 0 either
            entries.restore();
            shrinkage.undo();
            normTotal = normBefore;
            weightTotal = weightBefore;
            clock = clockBefore;
            return "update is not finite: rule=nag";
        }
        if (shrinkage.due()) {
            shrink();
        }
        raise = raise.later();
        return "";
    }

    @Override
    public void guardedBy(StepGuard guard) {
        this.guard = guard;
    }

    /** Rewrites the table by what its weights count as. */
    private void shrink() {
        for (int index : table.used(SCALE)) {
            float[] page = table.page(index);
            int o = table.offset(index);
            for (int k = 0; k < outputs; k++) {
                int w = o + WEIGHT + 2 * k;
                page[w] = (float) shrinkage.effective(k, page[w], page[o + SCALE]);
            }
        }
        for (int k = 0; k < outputs; k++) {
            untouched[k] = shrinkage.effective(k, untouched[k], 1);
        }
        shrinkage.clear();
    }

    /** Fills {@link #derivatives}; false when the loss is flat here for every output. */
    private boolean derivatives(float label, float[] scores, int at) {
        margins(scores, at);
        boolean any = false;
        for (int k = 0; k < outputs; k++) {
            derivatives[k] = guard.scale() * loss.derivative(margins[k], target(k, label));
            any |= derivatives[k] != 0;
        }
        return any;
    }

    private float target(int output, float label) {
        return outputs == 1 ? label : output == (int) label ? 1 : 0;
    }

    /**
     * The score of a single output; of several, each score less the log-sum-exp of the others. Those sums are put together from
     * the left and from the right: taking one term off the sum of all would cancel where that term is nearly everything.
     */
    private void margins(float[] scores, int at) {
        if (outputs == 1) {
            margins[0] = scores[at];
            return;
        }
        double max = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < outputs; k++) {
            max = Math.max(max, scores[at + k]);
        }
        double left = 0;
        for (int k = 0; k < outputs; k++) {
            margins[k] = left;
            sums[k] = Math.exp(scores[at + k] - max);
            left += sums[k];
        }
        double right = 0;
        for (int k = outputs - 1; k >= 0; k--) {
            margins[k] = scores[at + k] - max - Math.log(margins[k] + right);
            right += sums[k];
        }
    }

    /**
     * Scales and squared gradients of all features, and the sensitivity of each output's prediction.
     *
     * @return 0 when all rescaled numbers are finite, else NaN
     */
    private double accumulate(SparseRow row, float weight) {
        Arrays.fill(sensitivities, 0);
        double norm = 0;
        double check = 0;
        for (int f = 0; f < row.count(); f++) {
            float[] page = entries.page(f);
            int o = entries.offset(f);
            float x = Math.abs(row.values()[f]);
            if (page[o + SCALE] == 0) {
                check += begin(page, o, settings.normalized() ? x : 1);
            } else if (x > page[o + SCALE] && settings.normalized()) {
                check += rescale(page, o, x);
            }
            double z = (double) x / page[o + SCALE];
            double z2 = z * z;
            norm += z2;
            for (int k = 0; k < outputs; k++) {
                if (derivatives[k] != 0) {
                    int a = o + ADAPTIVE + 2 * k;
                    double sum = page[a] + weight * derivatives[k] * derivatives[k] * z2;
                    page[a] = (float) Math.max(sum, Float.MIN_NORMAL);
                    sensitivities[k] += z2 * rates.ofWeight(page[a]);
                }
            }
        }
        normTotal += weight * norm;
        weightTotal += weight;
        return check;
    }

    /** Gives an entry its first scale; 0 when its weights are finite, else NaN. */
    private double begin(float[] page, int o, float scale) {
        page[o + SCALE] = scale;
        double check = 0;
        double squares = settings.initialT() / ((double) scale * scale);
        for (int k = 0; k < outputs; k++) {
            page[o + WEIGHT + 2 * k] = (float) (untouched[k] * scale);
            page[o + ADAPTIVE + 2 * k] = (float) Math.min(squares, Float.MAX_VALUE);
            check += 0 * page[o + WEIGHT + 2 * k];
        }
        return check;
    }

    /** Takes an entry to its new scale; 0 when its weights stay finite, else NaN. */
    private double rescale(float[] page, int o, float scale) {
        double ratio = page[o + SCALE] / (double) scale;
        double weightRatio = rates.rescale(ratio);
        double check = 0;
        page[o + SCALE] = scale;
        for (int k = 0; k < outputs; k++) {
            float rescaled = (float) (page[o + WEIGHT + 2 * k] * weightRatio);
            check += 0 * rescaled; // a power above 0.5 lets v grow with the scale
            page[o + WEIGHT + 2 * k] = rescaled;
            page[o + ADAPTIVE + 2 * k] = (float) (page[o + ADAPTIVE + 2 * k] * ratio * ratio);
        }
        return check;
    }

    /** Moves one output's weights along the row; 0 when all of them are finite, else NaN. */
    private double move(SparseRow row, int output, double step) {
        double check = 0;
        for (int f = 0; f < row.count(); f++) {
            float[] page = entries.page(f);
            int o = entries.offset(f);
            int w = o + WEIGHT + 2 * output;
            double z = (double) row.values()[f] / page[o + SCALE];
            float moved = (float) (page[w] + step * z * rates.ofWeight(page[w + 1]));
            page[w] = moved;
            check += 0 * moved + 0 * page[w + 1];
        }
        return check;
    }

    @Override
    public void reanchor(double keep) {
        LinearRules.requireShare(keep);
        normTotal *= keep;
        weightTotal *= keep;
        clock *= keep;
        for (int index : table.used(SCALE)) {
            float[] page = table.page(index);
            int o = table.offset(index);
            for (int k = 0; k < outputs; k++) {
                page[o + ADAPTIVE + 2 * k] *= (float) keep;
            }
        }
    }

    @Override
    public void raise(double factor, long examples) {
        raise = new Raise(factor, 0, examples);
    }

    /** Weights and squared gradients in normalized coordinates stay, so only the scale moves. */
    @Override
    public void rescale(int hash, double ratio, double largest) {
        if (settings.normalized()) {
            LinearRules.rescale(table, hash, ratio, largest);
        }
    }

    @Override
    public double norm() {
        double squares = 0;
        for (int index : table.used(SCALE)) {
            float[] page = table.page(index);
            int o = table.offset(index);
            for (int k = 0; k < outputs; k++) {
                double w = shrinkage.effective(k, page[o + WEIGHT + 2 * k], page[o + SCALE]);
                squares += w * w;
            }
        }
        return Math.sqrt(squares);
    }

    @Override
    public LinearRule copy() {
        NagRule copy = new NagRule(settings, loss, outputs, table.copy(), shrinkage.copy());
        System.arraycopy(untouched, 0, copy.untouched, 0, outputs);
        copy.normTotal = normTotal;
        copy.weightTotal = weightTotal;
        copy.clock = clock;
        copy.raise = raise;
        return copy;
    }

    @Override
    public void save(NamedTensors into) {
        TableTensors tensors = new TableTensors(table, SCALE, outputs, 2);
        tensors.saveIndex(into);
        tensors.save(into, "weights/linear/value", WEIGHT);
        tensors.saveShared(into, "normalizer/linear/scale", SCALE);
        tensors.save(into, "slots/nag/adaptive", ADAPTIVE);
        into.put("slots/nag/totals", new double[] {normTotal, weightTotal}, 2);
        into.put("slots/nag/clock", new double[] {clock}, 1);
        raise.save("slots/nag", into);
        shrinkage.save(into);
        if (Arrays.stream(untouched).anyMatch(weight -> weight != 0)) {
            into.put("weights/linear/untouched", untouched.clone(), outputs);
        }
    }

    /** A predictor's file has no slots: then accumulators and totals start anew. */
    @Override
    public void load(NamedTensors from) {
        TableTensors tensors = TableTensors.load(from, table, outputs, 2);
        tensors.load(from, "weights/linear/value", WEIGHT);
        tensors.loadShared(from, "normalizer/linear/scale", SCALE);
        boolean slots = from.contains("slots/nag/adaptive");
        if (slots) {
            tensors.load(from, "slots/nag/adaptive", ADAPTIVE);
        }
        double[] totals =
                slots ? from.doubles("slots/nag/totals", 2) : new double[] {settings.initialT(), settings.initialT()};
        normTotal = totals[0];
        weightTotal = totals[1];
        clock = from.contains("slots/nag/clock") ? from.doubles("slots/nag/clock", 1)[0] : settings.initialT();
        raise = Raise.load("slots/nag", from);
        shrinkage.load(from);
        Arrays.fill(untouched, 0);
        if (from.contains("weights/linear/untouched")) {
            System.arraycopy(from.doubles("weights/linear/untouched", outputs), 0, untouched, 0, outputs);
        }
    }
}
