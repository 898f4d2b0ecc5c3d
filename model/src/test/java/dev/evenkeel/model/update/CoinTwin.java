package dev.evenkeel.model.update;

import dev.evenkeel.model.data.SparseRow;
import java.util.HashMap;
import java.util.Map;

/**
 * Coin betting in double and in the paper's own coordinates (weights by unit of the feature) with logistic loss, one output,
 * written from the formulas. Features must not share an entry of the table.
 */
final class CoinTwin {
    /** A feature's largest magnitude, summed negative gradients, their magnitudes, what was won, and the largest derivative. */
    private static final class Slot {
        double m;
        double z;
        double g;
        double won;
        double l;
    }

    private final CoinHyperparameters settings;
    private final Map<Integer, Slot> slots = new HashMap<>();
    private double norms;
    private double importance;

    CoinTwin(CoinHyperparameters settings) {
        this.settings = settings;
    }

    /** Predicts, then learns; gives the prediction. */
    double learn(SparseRow row, float label, double h) {
        double sum = 0;
        double norm = 0;
        for (int f = 0; f < row.count(); f++) {
            Slot slot = slots.computeIfAbsent(row.hashes()[f], k -> new Slot());
            double x = row.values()[f];
            double m = Math.max(slot.m, Math.abs(x));
            sum += x * weight(slot, m);
            norm += x / m * (x / m);
        }
        double p = sum / ((norms + (h == 0 ? 1 : h) * norm + 1e-6) / (importance + (h == 0 ? 1 : h)));
        if (h == 0) {
            return p;
        }
        norms += h * norm;
        importance += h;
        double derivative = h * (1 / (1 + Math.exp(-p)) - label);
        for (int f = 0; f < row.count(); f++) {
            Slot slot = slots.get(row.hashes()[f]);
            double x = row.values()[f];
            slot.m = Math.max(slot.m, Math.abs(x));
            if (Math.abs(derivative) > slot.l) {
                slot.l = Math.max(Math.abs(derivative), settings.beta());
            }
            double w = weight(slot, slot.m);
            slot.z -= derivative * x;
            slot.g += Math.abs(derivative * x);
            slot.won -= derivative * x * w;
        }
        return p;
    }

    private double weight(Slot slot, double m) {
        double lm = slot.l * m;
        return lm == 0 ? 0 : (settings.alpha() + slot.won) / (lm * (lm + slot.g)) * slot.z;
    }
}
