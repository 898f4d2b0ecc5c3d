package dev.evenkeel.model.update;

import dev.evenkeel.model.data.SparseRow;
import java.util.HashMap;
import java.util.Map;

/**
 * FTRL-proximal in double with logistic loss, one output, straight from the paper's table: weights are never kept but made from z
 * and n where they are needed. Features must not share an entry of the table.
 */
final class FtrlTwin {
    private final FtrlHyperparameters settings;
    private final double l1;
    private final double l2;
    private final Map<Integer, double[]> slots = new HashMap<>();

    FtrlTwin(FtrlHyperparameters settings, double l1, double l2) {
        this.settings = settings;
        this.l1 = l1;
        this.l2 = l2;
    }

    /** Predicts, then learns; gives the prediction. */
    double learn(SparseRow row, float label, double h) {
        double p = 0;
        for (int f = 0; f < row.count(); f++) {
            p += weight(row.hashes()[f]) * row.values()[f];
        }
        double derivative = h * (1 / (1 + Math.exp(-p)) - label);
        for (int f = 0; f < row.count(); f++) {
            double[] zn = slots.computeIfAbsent(row.hashes()[f], k -> new double[2]);
            double g = derivative * row.values()[f];
            double sigma = (Math.sqrt(zn[1] + g * g) - Math.sqrt(zn[1])) / settings.alpha();
            zn[0] += g - sigma * weight(row.hashes()[f]);
            zn[1] += g * g;
        }
        return p;
    }

    private double weight(int hash) {
        double[] zn = slots.get(hash);
        if (zn == null || Math.abs(zn[0]) <= l1) {
            return 0;
        }
        double excess = zn[0] - Math.signum(zn[0]) * l1;
        return -excess / ((settings.beta() + Math.sqrt(zn[1])) / settings.alpha() + l2);
    }
}
