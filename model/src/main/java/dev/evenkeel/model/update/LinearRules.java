package dev.evenkeel.model.update;

import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.parameter.SparseTable;

/** Makes update rules of linear models. */
public final class LinearRules {
    private LinearRules() {}

    /**
     * A rule with all weights zero.
     *
     * @param options what goes with any rule
     * @param outputs scores a row
     * @param hashBits the table's size as a power of two
     * @throws IllegalArgumentException when the rule is not one of linear models
     */
    public static LinearRule create(
            Hyperparameters settings, UpdateOptions options, Loss loss, int outputs, int hashBits) {
        if (settings instanceof NagHyperparameters nag) {
            return new NagRule(nag, options, loss, outputs, hashBits);
        }
        if (settings instanceof FtrlHyperparameters ftrl) {
            return new FtrlRule(ftrl, options, loss, outputs, hashBits);
        }
        if (settings instanceof CoinHyperparameters coin) {
            return new CoinRule(coin, loss, outputs, hashBits);
        }
        if (!settings.linear()) {
            throw new IllegalArgumentException("not a rule of linear models: rule=" + settings.rule());
        }
        return new GradientRule(settings, options, loss, outputs, hashBits);
    }

    /** Checks the argument of {@link LinearRule#reanchor}. */
    static void requireShare(double keep) {
        if (!(keep > 0 && keep <= 1)) {
            throw new IllegalArgumentException("must be in (0, 1]: keep=" + keep);
        }
    }

    /**
     * Moves the scale of a feature, which is the first number of its entry, as its unit has moved; where it has followed already,
     * or was far off, to within 1 to 4 times what is usual now.
     */
    static void rescale(SparseTable table, int hash, double ratio, double largest) {
        float[] page = table.page(hash);
        int o = table.offset(hash);
        if (page != null && page[o] != 0) {
            double scale = Math.max(largest, Math.min(4 * largest, ratio * page[o]));
            page[o] = (float) Math.max(Float.MIN_NORMAL, Math.min(Float.MAX_VALUE, scale));
        }
    }
}
