package dev.evenkeel.model.update;

import dev.evenkeel.model.data.SparseRow;
import dev.evenkeel.model.loss.LossKind;
import java.util.HashMap;
import java.util.Map;

/**
 * NAG in double and in the papers' own coordinates (weights by unit of the feature), one output. Written from the formulas, not
 * from the implementation; the logistic step is found by bisection. Features must not share an entry of the table.
 */
final class NagTwin {
    /** A feature's weight, largest magnitude, and sum of squared gradients. */
    private static final class Slot {
        double w;
        double s;
        double a;
    }

    private final double eta;
    private final double power;
    private final boolean squared;
    private final Map<Integer, Slot> slots = new HashMap<>();
    private double n;
    private double t;
    private double min;
    private double max;

    NagTwin(NagHyperparameters settings, LossKind loss) {
        eta = settings.learningRate();
        power = settings.powerT();
        squared = loss == LossKind.SQUARED;
    }

    /** Predicts, then learns; gives the prediction. */
    double learn(SparseRow row, double label, double h) {
        if (h != 0) {
            min = Math.min(min, label);
            max = Math.max(max, label);
        }
        double p = predict(row);
        double y = squared ? label : label > 0 ? 1 : -1;
        double derivative = squared ? 2 * (p - y) : y * p > 16.635 ? 0 : -y / (1 + Math.exp(y * p));
        if (h == 0 || derivative == 0) {
            return p;
        }
        double norm = 0;
        double unit = 0;
        for (int f = 0; f < row.count(); f++) {
            double x = row.values()[f];
            Slot slot = slots.computeIfAbsent(row.hashes()[f], k -> new Slot());
            slot.a += h * derivative * derivative * x * x;
            if (Math.abs(x) > slot.s) {
                slot.w *= slot.s > 0 ? Math.pow(Math.abs(x) / slot.s, 2 * (power - 1)) : 1;
                slot.s = Math.abs(x);
            }
            norm += x * x / (slot.s * slot.s);
            unit += x * x * rate(slot);
        }
        n += h * norm;
        t += h;
        double kappa = Math.pow(n / t, power - 1);
        double u = step(p, y, derivative, eta * h, kappa * unit);
        for (int f = 0; f < row.count(); f++) {
            Slot slot = slots.get(row.hashes()[f]);
            slot.w += kappa * u * row.values()[f] * rate(slot);
        }
        return p;
    }

    private double predict(SparseRow row) {
        double p = 0;
        for (int f = 0; f < row.count(); f++) {
            Slot slot = slots.get(row.hashes()[f]);
            p += slot == null ? 0 : slot.w * row.values()[f];
        }
        return squared ? Math.max(min, Math.min(max, p)) : Math.max(-50, Math.min(50, p));
    }

    private double rate(Slot slot) {
        return Math.pow(slot.a, -power) * Math.pow(slot.s, 2 * (power - 1));
    }

    private double step(double p, double y, double derivative, double rate, double q) {
        if (rate * q < 1e-6) {
            return -derivative * rate;
        }
        return squared ? (y - p) * (1 - Math.exp(-2 * rate * q)) / q : y * bisect(y * p, rate * q) / q;
    }

    /** The root of Δ + e^m·(e^Δ - 1) = c. */
    static double bisect(double m, double c) {
        double low = 0;
        double high = c;
        for (int i = 0; i < 200; i++) {
            double middle = (low + high) / 2;
            // e^m·expm1(Δ) in parts where e^(m+Δ) would overflow: then it is larger than any c
            boolean above = m + middle > 700 || middle + Math.exp(m) * Math.expm1(middle) > c;
            low = above ? low : middle;
            high = above ? middle : high;
        }
        return (low + high) / 2;
    }
}
