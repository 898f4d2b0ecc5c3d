package dev.evenkeel.model.update;

import dev.evenkeel.model.data.SparseRow;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.parameter.SparseTable;
import java.util.Arrays;

/**
 * FTRL-proximal for linear models (McMahan et al., "Ad Click Prediction: a View from the Trenches", KDD 2013, algorithm 1,
 * doi:10.1145/2487575.2488200). With g = h·ℓ'·x:
 *
 * <pre>
 *   σ = (√(n + g²) - √n)/α     z += g - σ·w     n += g²
 *   w = 0 where |z| ≤ λ₁, else -(z - sgn(z)·λ₁)/((β + √n)/α + λ₂)
 * </pre>
 *
 * <p>Several outputs: each has its own w, z and n, and the gradient is that of the loss (softmax: all of them at once).
 *
 * <p>A gradient of zero changes nothing. A square that underflows counts as the smallest normal float, so that w stays finite
 * where β = 0; one that no float holds refuses the row, which is then undone. State is float, arithmetic double.
 *
 * <p>Weights rule: a state that lacks z, or was written with other settings, gets z = -w((β + √n)/α + λ₂) - sgn(w)·λ₁, and so
 * keeps its weights. A predictor's file, without n, is learned on from n = 0.
 */
final class FtrlRule implements LinearRule {
    /** Of an entry: a mark that it is used, then weight, z and n of each output. */
    private static final int MARK = 0;

    private static final int WEIGHT = 1;
    private static final int LINEAR = 2;
    private static final int SQUARES = 3;
    private static final int STEP = 3;

    private final FtrlHyperparameters settings;
    private final double l1;
    private final double l2;
    private final Loss loss;
    private final int outputs;
    private final SparseTable table;
    private final RowEntries entries;
    private final double[] sums;
    private final float[] gradients;
    private final double[] changes;
    private float[] proposed = new float[0];
    private StepGuard guard = StepGuard.NONE;

    FtrlRule(FtrlHyperparameters settings, UpdateOptions options, Loss loss, int outputs, int hashBits) {
        this(settings, options.l1(), options.l2(), loss, new SparseTable(hashBits, 1 + STEP * outputs), outputs);
    }

    private FtrlRule(FtrlHyperparameters settings, double l1, double l2, Loss loss, SparseTable table, int outputs) {
        this.settings = settings;
        this.l1 = l1;
        this.l2 = l2;
        this.loss = loss;
        this.outputs = outputs;
        this.table = table;
        entries = new RowEntries(table, 1 + STEP * outputs);
        sums = new double[outputs];
        gradients = new float[outputs];
        changes = new double[outputs];
    }

    @Override
    public void score(SparseRow row, float[] scores, int at) {
        Arrays.fill(sums, 0);
        for (int f = 0; f < row.count(); f++) {
            float[] page = table.page(row.hashes()[f]);
            int o = table.offset(row.hashes()[f]);
            double x = row.values()[f];
            for (int k = 0; k < outputs && page != null; k++) {
                sums[k] += x * page[o + WEIGHT + STEP * k];
            }
        }
        for (int k = 0; k < outputs; k++) {
            scores[at + k] = (float) sums[k];
        }
    }

    @Override
    public String learn(SparseRow row, float label, float weight, float[] scores, int at) {
        if (weight == 0) {
            return "";
        }
        float learned = guard.label(scores, at, label);
        loss.gradient(scores, at, outputs, learned, (float) (weight * guard.scale()), gradients, 0);
        entries.locate(row);
        double check = 0;
        for (int f = 0; f < row.count(); f++) {
            float[] page = entries.page(f);
            int o = entries.offset(f);
            for (int k = 0; k < outputs; k++) {
                double g = (double) gradients[k] * row.values()[f];
                if (g != 0) {
                    page[o + MARK] = 1;
                    check += step(page, o + STEP * k, g);
                }
            }
        }
        if (check != 0) { // NaN is not 0 either
            entries.restore();
            return "update is not finite: rule=ftrl";
        }
        if (guard.bounds()) {
            bound(row);
        }
        return "";
    }

    @Override
    public void guardedBy(StepGuard guard) {
        this.guard = guard;
    }

    /** Takes back a part of the step where it changes the scores by too much: z follows the weights. */
    private void bound(SparseRow row) {
        if (proposed.length < row.count() * outputs) {
            proposed = new float[2 * row.count() * outputs];
        }
        Arrays.fill(changes, 0);
        for (int f = 0; f < row.count(); f++) {
            for (int k = 0; k < outputs; k++) {
                int w = WEIGHT + STEP * k;
                proposed[f * outputs + k] = entries.page(f)[entries.offset(f) + w];
                changes[k] += row.values()[f] * ((double) proposed[f * outputs + k] - entries.before(f, w));
            }
        }
        double share = guard.share(changes);
        for (int f = 0; f < row.count() && share < 1; f++) {
            float[] page = entries.page(f);
            for (int k = 0; k < outputs && page[entries.offset(f) + MARK] != 0; k++) {
                int o = entries.offset(f) + STEP * k;
                float before = entries.before(f, WEIGHT + STEP * k);
                page[o + WEIGHT] = (float) (before + share * ((double) proposed[f * outputs + k] - before));
                anchor(page, o);
            }
        }
    }

    /** One step of one weight; 0 when all of it stays finite, else NaN. */
    private double step(float[] page, int o, double g) {
        double before = page[o + SQUARES];
        float squares = (float) Math.max(before + g * g, Float.MIN_NORMAL);
        double sigma = (Math.sqrt(squares) - Math.sqrt(before)) / settings.alpha();
        float z = (float) (page[o + LINEAR] + g - sigma * page[o + WEIGHT]);
        float w = weight(z, squares);
        page[o + SQUARES] = squares;
        page[o + LINEAR] = z;
        page[o + WEIGHT] = w;
        return 0 * squares + 0 * z + 0 * w;
    }

    private float weight(float z, float squares) {
        double excess = Math.abs(z) - l1;
        return excess <= 0 ? 0 : (float) -(Math.copySign(excess, z) / curvature(squares));
    }

    private double curvature(float squares) {
        return (settings.beta() + Math.sqrt(squares)) / settings.alpha() + l2;
    }

    @Override
    public void reanchor(double keep) {
        LinearRules.requireShare(keep);
        for (int index : table.used(MARK)) {
            float[] page = table.page(index);
            for (int k = 0; k < outputs; k++) {
                int o = table.offset(index) + STEP * k;
                page[o + SQUARES] *= (float) keep;
                anchor(page, o);
            }
        }
    }

    /** Makes z agree with the weight; where that is 0, any z within ±λ₁ does. */
    private void anchor(float[] page, int o) {
        float w = page[o + WEIGHT];
        page[o + LINEAR] = w == 0
                ? (float) Math.max(-l1, Math.min(l1, page[o + LINEAR]))
                : (float) (-w * curvature(page[o + SQUARES]) - Math.signum(w) * l1);
    }

    @Override
    public double norm() {
        double squares = 0;
        for (int index : table.used(MARK)) {
            for (int k = 0; k < outputs; k++) {
                double w = table.page(index)[table.offset(index) + WEIGHT + STEP * k];
                squares += w * w;
            }
        }
        return Math.sqrt(squares);
    }

    @Override
    public LinearRule copy() {
        return new FtrlRule(settings, l1, l2, loss, table.copy(), outputs);
    }

    @Override
    public void save(NamedTensors into) {
        TableTensors tensors = new TableTensors(table, MARK, outputs, STEP);
        tensors.saveIndex(into);
        tensors.save(into, "weights/linear/value", WEIGHT);
        tensors.save(into, "slots/ftrl/z", LINEAR);
        tensors.save(into, "slots/ftrl/n", SQUARES);
    }

    @Override
    public void load(NamedTensors from) {
        TableTensors tensors = TableTensors.load(from, table, outputs, STEP);
        tensors.load(from, "weights/linear/value", WEIGHT);
        if (from.contains("slots/ftrl/n")) {
            tensors.load(from, "slots/ftrl/n", SQUARES);
        }
        if (from.contains("slots/ftrl/z")) {
            tensors.load(from, "slots/ftrl/z", LINEAR);
        }
        for (int index : from.ints("weights/linear/index")) {
            float[] page = table.page(index);
            page[table.offset(index) + MARK] = 1;
            for (int k = 0; k < outputs; k++) {
                int o = table.offset(index) + STEP * k;
                if (weight(page[o + LINEAR], page[o + SQUARES]) != page[o + WEIGHT]) {
                    anchor(page, o);
                }
            }
        }
    }
}
