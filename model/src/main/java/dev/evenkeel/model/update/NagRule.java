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
 * <p>Several outputs (softmax): output k is a logistic regression whose margin is its score less the log-sum-exp of the
 * others, which has the gradient of the softmax cross-entropy; s, N and T are shared.
 *
 * <p>State is float, arithmetic double. A row whose step is not finite is undone.
 */
final class NagRule implements LinearRule {
    private static final int SCALE = 0;
    private static final int WEIGHT = 1;
    private static final int ADAPTIVE = 2;

    private final NagHyperparameters settings;
    private final ScalarLoss loss;
    private final int outputs;
    private final SparseTable table;
    private double normTotal;
    private double weightTotal;

    private float[][] pages = new float[64][];
    private int[] offsets = new int[64];
    private float[] undo = new float[0];
    private final double[] sums;
    private final double[] margins;
    private final double[] derivatives;
    private final double[] sensitivities;

    NagRule(NagHyperparameters settings, Loss loss, int outputs, int hashBits) {
        this(settings, perOutput(loss), outputs, new SparseTable(hashBits, stride(outputs)));
    }

    private NagRule(NagHyperparameters settings, ScalarLoss loss, int outputs, SparseTable table) {
        this.settings = settings;
        this.loss = loss;
        this.outputs = outputs;
        this.table = table;
        sums = new double[outputs];
        margins = new double[outputs];
        derivatives = new double[outputs];
        sensitivities = new double[outputs];
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
        if (outputs == 1) {
            scores[at] = (float) scoreOne(row);
            return;
        }
        Arrays.fill(sums, 0);
        for (int f = 0; f < row.count(); f++) {
            float[] page = table.page(row.hashes()[f]);
            int o = table.offset(row.hashes()[f]);
            if (page != null && page[o + SCALE] != 0) {
                double z = (double) row.values()[f] / page[o + SCALE];
                for (int k = 0; k < outputs; k++) {
                    sums[k] += z * page[o + WEIGHT + 2 * k];
                }
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
        if (weight == 0 || !derivatives(label, scores, at)) {
            return "";
        }
        locate(row);
        double normBefore = normTotal;
        double weightBefore = weightTotal;
        double check = accumulate(row, weight);
        double power = settings.powerT();
        double kappa = power == 0.5 ? Math.sqrt(weightTotal / normTotal) : Math.pow(normTotal / weightTotal, power - 1);
        for (int k = 0; k < outputs; k++) {
            if (derivatives[k] != 0) {
                double rate = settings.learningRate() * weight;
                double q = kappa * sensitivities[k];
                double u = InvariantStep.of(loss, margins[k], target(k, label), rate, q);
                check += move(row, k, kappa * u);
            }
        }
        if (check != 0 || !Double.isFinite(normTotal)) { // NaN is not 0 either
            restore(row.count());
            normTotal = normBefore;
            weightTotal = weightBefore;
            return "update is not finite: rule=nag";
        }
        return "";
    }

    /** Fills {@link #derivatives}; false when the loss is flat here for every output. */
    private boolean derivatives(float label, float[] scores, int at) {
        margins(scores, at);
        boolean any = false;
        for (int k = 0; k < outputs; k++) {
            derivatives[k] = loss.derivative(margins[k], target(k, label));
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

    /** Finds every feature's place, allocating pages, and copies what is there for {@link #restore}. */
    private void locate(SparseRow row) {
        int count = row.count();
        int entry = 1 + 2 * outputs;
        if (count > pages.length) {
            pages = new float[2 * count][];
            offsets = new int[2 * count];
        }
        if (count * entry > undo.length) {
            undo = new float[2 * count * entry];
        }
        for (int f = 0; f < count; f++) {
            float[] page = table.touch(row.hashes()[f]);
            int o = table.offset(row.hashes()[f]);
            pages[f] = page;
            offsets[f] = o;
            for (int i = 0; i < entry; i++) {
                undo[f * entry + i] = page[o + i];
            }
        }
    }

    private void restore(int count) {
        int entry = 1 + 2 * outputs;
        for (int f = count - 1; f >= 0; f--) {
            System.arraycopy(undo, f * entry, pages[f], offsets[f], entry);
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
            float[] page = pages[f];
            int o = offsets[f];
            float x = Math.abs(row.values()[f]);
            if (x > page[o + SCALE]) {
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
                    sensitivities[k] += z2 * rate(page[a]);
                }
            }
        }
        normTotal += weight * norm;
        weightTotal += weight;
        return check;
    }

    /** Takes an entry to its new scale; 0 when its weights stay finite, else NaN. */
    private double rescale(float[] page, int o, float scale) {
        double before = page[o + SCALE];
        page[o + SCALE] = scale;
        if (before == 0) {
            return 0;
        }
        double check = 0;
        double ratio = before / scale;
        double weightRatio = settings.powerT() == 0.5 ? 1 : Math.pow(ratio, 1 - 2 * settings.powerT());
        for (int k = 0; k < outputs; k++) {
            float rescaled = (float) (page[o + WEIGHT + 2 * k] * weightRatio);
            check += 0 * rescaled; // a power above 0.5 lets v grow with the scale
            page[o + WEIGHT + 2 * k] = rescaled;
            page[o + ADAPTIVE + 2 * k] = (float) (page[o + ADAPTIVE + 2 * k] * ratio * ratio);
        }
        return check;
    }

    private double rate(float adaptive) {
        double power = settings.powerT();
        return power == 0.5 ? 1 / Math.sqrt(adaptive) : power == 0 ? 1 : Math.pow(adaptive, -power);
    }

    /** Moves one output's weights along the row; 0 when all of them are finite, else NaN. */
    private double move(SparseRow row, int output, double step) {
        double check = 0;
        for (int f = 0; f < row.count(); f++) {
            float[] page = pages[f];
            int o = offsets[f];
            int w = o + WEIGHT + 2 * output;
            double z = (double) row.values()[f] / page[o + SCALE];
            float moved = (float) (page[w] + step * z * rate(page[w + 1]));
            page[w] = moved;
            check += 0 * moved + 0 * page[w + 1];
        }
        return check;
    }

    @Override
    public double norm() {
        double squares = 0;
        for (int index : table.used(SCALE)) {
            for (int k = 0; k < outputs; k++) {
                double w = table.page(index)[table.offset(index) + WEIGHT + 2 * k];
                squares += w * w;
            }
        }
        return Math.sqrt(squares);
    }

    @Override
    public LinearRule copy() {
        NagRule copy = new NagRule(settings, loss, outputs, table.copy());
        copy.normTotal = normTotal;
        copy.weightTotal = weightTotal;
        return copy;
    }

    @Override
    public void save(NamedTensors into) {
        int[] used = table.used(SCALE);
        float[] scale = new float[used.length];
        float[] weights = new float[used.length * outputs];
        float[] adaptive = new float[used.length * outputs];
        for (int i = 0; i < used.length; i++) {
            float[] page = table.page(used[i]);
            int o = table.offset(used[i]);
            scale[i] = page[o + SCALE];
            for (int k = 0; k < outputs; k++) {
                weights[i * outputs + k] = page[o + WEIGHT + 2 * k];
                adaptive[i * outputs + k] = page[o + ADAPTIVE + 2 * k];
            }
        }
        into.put("weights/linear/index", used, used.length);
        into.put("weights/linear/value", weights, used.length, outputs);
        into.put("normalizer/linear/scale", scale, used.length);
        into.put("slots/nag/adaptive", adaptive, used.length, outputs);
        into.put("slots/nag/totals", new double[] {normTotal, weightTotal}, 2);
    }

    @Override
    public void load(NamedTensors from) {
        int[] used = from.ints("weights/linear/index");
        float[] weights = from.floats("weights/linear/value");
        float[] scale = from.floats("normalizer/linear/scale");
        boolean predictorOnly = !from.contains("slots/nag/adaptive");
        float[] adaptive = predictorOnly ? new float[weights.length] : from.floats("slots/nag/adaptive");
        if (weights.length != used.length * outputs
                || scale.length != used.length
                || adaptive.length != weights.length) {
            throw new IllegalArgumentException("lengths must agree: weights/linear/index=" + used.length
                    + ", weights/linear/value=" + weights.length + ", outputs=" + outputs);
        }
        double[] totals = predictorOnly ? new double[2] : from.doubles("slots/nag/totals", 2);
        table.clear();
        for (int i = 0; i < used.length; i++) {
            if (used[i] < 0 || used[i] >>> table.bits() != 0) {
                throw new IllegalArgumentException(
                        "must be below 2^" + table.bits() + ": weights/linear/index=" + used[i]);
            }
            float[] page = table.touch(used[i]);
            int o = table.offset(used[i]);
            page[o + SCALE] = scale[i];
            for (int k = 0; k < outputs; k++) {
                page[o + WEIGHT + 2 * k] = weights[i * outputs + k];
                page[o + ADAPTIVE + 2 * k] = adaptive[i * outputs + k];
            }
        }
        normTotal = totals[0];
        weightTotal = totals[1];
    }
}
