package dev.evenkeel.model.update;

import dev.evenkeel.model.data.SparseRow;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.parameter.SparseTable;
import java.util.Arrays;

/**
 * Coin betting for linear models, free of a step size: each weight bets a share of its wealth on the sign of its next gradient
 * (Orabona, Tommasi, "Training Deep Networks without Learning Rates Through Coin Betting", arXiv 1705.07795, algorithm 2
 * without the sigmoid, as in Vowpal Wabbit).
 *
 * <p>With M the largest magnitude of the feature, this row's included, z = x/M, L the largest |h·ℓ'| (at least β once there was
 * one), N = Σ h·Σ z², T = Σ h:
 *
 * <pre>
 *   v = Wealth·Z/(L(L + G)), 0 while L = 0     prediction = Σ v·z / ((N + 10⁻⁶)/T)
 *   Z -= h·ℓ'·z     G += |h·ℓ'·z|     Wealth -= h·ℓ'·z·v
 * </pre>
 *
 * where the prediction's N and T include the row, and the steps the new L. Wealth starts at α. This is the algorithm in
 * normalized coordinates (v = w·M, Z and G theirs over M): when M grows by c, Z and G shrink by it. So no state depends on the
 * units, and as |Z| &lt; L + G always holds, wealth stays positive.
 *
 * <p>Several outputs: each has its own Z, G, L and wealth; the gradient is that of the loss (softmax: all of them at once).
 *
 * <p>A gradient of zero leaves weights alone, but the row counts in M, N and T. A row after which something is not finite is
 * undone. State is float (N, T: double), arithmetic double.
 *
 * <p>A predictor's file has v, M, N and T: it is learned on from bets that make the same weights. A value beyond M is then predicted
 * otherwise, since how M's growth changes a weight depends on Z and G.
 */
final class CoinRule implements LinearRule {
    /** Of an entry: M, then Z, G, wealth and L of each output. */
    private static final int SCALE = 0;

    private static final int SUM = 1;
    private static final int MAGNITUDE = 2;
    private static final int WEALTH = 3;
    private static final int BOUND = 4;
    private static final int STEP = 4;
    /** Keeps the mean norm above zero; Vowpal Wabbit's. */
    private static final double NORM_FLOOR = 1e-6;
    /** How often a step is shortened before it counts as short enough. */
    private static final int ROUNDS = 8;

    private final CoinHyperparameters settings;
    private final Loss loss;
    private final int outputs;
    private final SparseTable table;
    private double normTotal;
    private double weightTotal;

    private final RowEntries entries;
    private final double[] sums;
    private final float[] gradients;
    private final double[] changes;
    /** How far the last step of a bet has moved its weight. */
    private double moved;

    private StepGuard guard = StepGuard.NONE;

    CoinRule(CoinHyperparameters settings, Loss loss, int outputs, int hashBits) {
        this(settings, loss, outputs, new SparseTable(hashBits, 1 + STEP * outputs));
    }

    private CoinRule(CoinHyperparameters settings, Loss loss, int outputs, SparseTable table) {
        this.settings = settings;
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
        score(row, 1, scores, at);
    }

    @Override
    public void score(SparseRow row, float weight, float[] scores, int at) {
        Arrays.fill(sums, 0);
        double norm = 0;
        for (int f = 0; f < row.count(); f++) {
            float[] page = table.page(row.hashes()[f]);
            int o = table.offset(row.hashes()[f]);
            float x = row.values()[f];
            float known = page == null ? 0 : page[o + SCALE];
            double scale = Math.max(Math.abs(x), known);
            double z = x / scale;
            norm += z * z;
            for (int k = 0; k < outputs && known != 0; k++) {
                sums[k] += z * bet(page, o + STEP * k, known / scale);
            }
        }
        double mean = (normTotal + weight * norm + NORM_FLOOR) / (weightTotal + weight);
        for (int k = 0; k < outputs; k++) {
            scores[at + k] = (float) (sums[k] / mean);
        }
    }

    /** v of one output, should M grow to its {@code ratio}-th part's inverse. */
    private static double bet(float[] page, int o, double ratio) {
        double bound = page[o + BOUND];
        return bound == 0
                ? 0
                : page[o + WEALTH] * (page[o + SUM] * ratio) / (bound * (bound + page[o + MAGNITUDE] * ratio));
    }

    @Override
    public String learn(SparseRow row, float label, float weight, float[] scores, int at) {
        if (weight == 0) {
            return "";
        }
        float learned = guard.label(scores, at, label);
        loss.gradient(scores, at, outputs, learned, (float) (weight * guard.scale()), gradients, 0);
        entries.locate(row);
        double norm = step(row, weight, 1);
        if (Double.isFinite(norm) && guard.bounds()) {
            norm = bounded(row, weight, norm);
        }
        if (!Double.isFinite(normTotal + weight * norm)) {
            entries.restore();
            return "update is not finite: rule=coin";
        }
        normTotal += weight * norm;
        weightTotal += weight;
        return "";
    }

    @Override
    public void guardedBy(StepGuard guard) {
        this.guard = guard;
    }

    /** Makes the step anew by less of the gradient, which moves the scores by about as much less, until it is short enough. */
    private double bounded(SparseRow row, float weight, double norm) {
        double most = guard.share(changes) * length();
        double share = 1;
        double made = norm;
        for (int i = 0; i < ROUNDS && length() > 1.01 * most; i++) {
            share *= most / length();
            entries.restore();
            made = step(row, weight, share);
        }
        return made;
    }

    private double length() {
        double squares = 0;
        for (double change : changes) {
            squares += change * change;
        }
        return Math.sqrt(squares);
    }

    /**
     * A share of the step of all features; leaves what it adds to the scores in {@link #changes}.
     *
     * @return Σ z²; NaN when something is not finite any more
     */
    private double step(SparseRow row, float weight, double share) {
        Arrays.fill(changes, 0);
        double norm = 0;
        double check = 0;
        for (int f = 0; f < row.count(); f++) {
            float[] page = entries.page(f);
            int o = entries.offset(f);
            float x = row.values()[f];
            if (Math.abs(x) > page[o + SCALE]) {
                rescale(page, o, Math.abs(x));
            }
            double z = (double) x / page[o + SCALE];
            norm += z * z;
            for (int k = 0; k < outputs; k++) {
                check += step(page, o + STEP * k, gradients[k], share * z);
                changes[k] += z * moved;
            }
        }
        double mean = (normTotal + weight * norm + NORM_FLOOR) / (weightTotal + weight);
        for (int k = 0; k < outputs; k++) {
            changes[k] /= mean;
        }
        return norm + check;
    }

    private void rescale(float[] page, int o, float scale) {
        float ratio = page[o + SCALE] / scale;
        for (int k = 0; k < outputs; k++) {
            if (page[o + SCALE] == 0) {
                page[o + STEP * k + WEALTH] = (float) settings.alpha();
            }
            page[o + STEP * k + SUM] *= ratio;
            page[o + STEP * k + MAGNITUDE] *= ratio;
        }
        page[o + SCALE] = scale;
    }

    /** One bet's outcome; 0 when all of it stays finite, else NaN. */
    private double step(float[] page, int o, float derivative, double z) {
        float magnitude = Math.abs(derivative);
        if (magnitude > page[o + BOUND]) {
            page[o + BOUND] = (float) Math.max(magnitude, settings.beta());
        }
        double v = bet(page, o, 1);
        double g = derivative * z;
        page[o + SUM] -= (float) g;
        page[o + MAGNITUDE] += (float) Math.abs(g);
        page[o + WEALTH] -= (float) (g * v);
        double after = bet(page, o, 1);
        moved = after - v;
        return 0 * after + 0 * page[o + WEALTH] + 0 * page[o + MAGNITUDE] + 0 * magnitude;
    }

    /**
     * Weights, wealth, N and T stay; G shrinks, and Z so that the same share of the wealth is bet: a gradient moves that share
     * as if it had come earlier.
     */
    @Override
    public void reanchor(double keep) {
        LinearRules.requireShare(keep);
        for (int index : table.used(SCALE)) {
            float[] page = table.page(index);
            for (int k = 0; k < outputs; k++) {
                int o = table.offset(index) + STEP * k;
                double bound = page[o + BOUND];
                double magnitude = page[o + MAGNITUDE];
                if (bound != 0) {
                    page[o + SUM] *= (float) ((bound + keep * magnitude) / (bound + magnitude));
                    page[o + MAGNITUDE] = (float) (keep * magnitude);
                }
            }
        }
    }

    /** Bets in normalized coordinates stay, so only the scale moves. */
    @Override
    public void rescale(int hash, double ratio, double largest) {
        LinearRules.rescale(table, hash, ratio, largest);
    }

    @Override
    public double norm() {
        double squares = 0;
        for (int index : table.used(SCALE)) {
            for (int k = 0; k < outputs; k++) {
                double v = bet(table.page(index), table.offset(index) + STEP * k, 1);
                squares += v * v;
            }
        }
        return weightTotal == 0 ? 0 : Math.sqrt(squares) * weightTotal / (normTotal + NORM_FLOOR);
    }

    @Override
    public LinearRule copy() {
        CoinRule copy = new CoinRule(settings, loss, outputs, table.copy());
        copy.normTotal = normTotal;
        copy.weightTotal = weightTotal;
        return copy;
    }

    @Override
    public void save(NamedTensors into) {
        TableTensors tensors = new TableTensors(table, SCALE, outputs, STEP);
        int[] used = tensors.saveIndex(into);
        float[] weights = new float[used.length * outputs];
        for (int i = 0; i < weights.length; i++) {
            int index = used[i / outputs];
            weights[i] = (float) bet(table.page(index), table.offset(index) + STEP * (i % outputs), 1);
        }
        into.put("weights/linear/value", weights, used.length, outputs);
        into.put("normalizer/linear/totals", new double[] {normTotal, weightTotal}, 2);
        tensors.saveShared(into, "normalizer/linear/scale", SCALE);
        tensors.save(into, "slots/coin/sum", SUM);
        tensors.save(into, "slots/coin/magnitude", MAGNITUDE);
        tensors.save(into, "slots/coin/wealth", WEALTH);
        tensors.save(into, "slots/coin/bound", BOUND);
    }

    @Override
    public void load(NamedTensors from) {
        TableTensors tensors = TableTensors.load(from, table, outputs, STEP);
        tensors.loadShared(from, "normalizer/linear/scale", SCALE);
        if (from.contains("slots/coin/sum")) {
            tensors.load(from, "slots/coin/sum", SUM);
            tensors.load(from, "slots/coin/magnitude", MAGNITUDE);
            tensors.load(from, "slots/coin/wealth", WEALTH);
            tensors.load(from, "slots/coin/bound", BOUND);
        } else {
            tensors.load(from, "weights/linear/value", SUM);
            for (int index : from.ints("weights/linear/index")) {
                for (int k = 0; k < outputs; k++) {
                    warm(table.page(index), table.offset(index) + STEP * k);
                }
            }
        }
        double[] totals = from.doubles("normalizer/linear/totals", 2);
        normTotal = totals[0];
        weightTotal = totals[1];
    }

    /**
     * Puts in place of a weight a bet that makes it, with L = G = β: of up to a half of α where that is enough, else of half of
     * a larger wealth.
     */
    private void warm(float[] page, int o) {
        double v = page[o + SUM];
        double beta = settings.beta();
        double wealth = Math.max(settings.alpha(), 2 * beta * Math.abs(v));
        page[o + SUM] = (float) (2 * beta * beta * v / wealth);
        page[o + MAGNITUDE] = (float) beta;
        page[o + WEALTH] = (float) wealth;
        page[o + BOUND] = (float) beta;
    }
}
